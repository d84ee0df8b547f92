// The view in the address: `#circuit=north&feeds=21,8r&lanes=28&from=2021-02-01T00:00&to=…`.

/** A view as the part of an address after `#`. */
export function writeAddress({ circuit, curves, lanes, truth, from, to, carpet }, format) {
  const feeds = curves.map(({ id, axis }) => (axis === 'right' ? `${id}r` : id))
  return Object.entries({
    circuit: circuit && encodeURIComponent(circuit), feeds: feeds.join(), lanes: lanes.join(),
    truth,
    from: format.iso(Math.round(from)), to: format.iso(Math.round(to)), carpet: carpet ? 1 : null,
  }).filter(([, value]) => value).map((pair) => pair.join('=')).join('&')
}

/** The view that an address carries; null where it carries none. What is malformed is left out. */
export function readAddress(hash, format) {
  const given = new URLSearchParams(hash.replace(/^#/, ''))
  const view = {}
  if (given.has('circuit')) view.circuit = given.get('circuit')
  const list = (key) =>
    given.get(key).split(',').map((text) => /^(\d+)(r?)$/.exec(text)).filter(Boolean)
  if (given.has('feeds')) {
    view.curves = list('feeds').map(([, id, r]) => ({ id: Number(id), axis: r ? 'right' : 'left' }))
  }
  if (given.has('lanes')) view.lanes = list('lanes').map(([, id]) => Number(id))
  if (given.has('truth')) view.truth = Number(given.get('truth'))
  if (!Object.keys(view).length) return null
  const from = format.parse(given.get('from') ?? '')
  const to = format.parse(given.get('to') ?? '')
  if (from !== null && to !== null && from < to) Object.assign(view, { from, to })
  view.carpet = given.get('carpet') === '1'
  return view
}
