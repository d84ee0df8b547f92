// The tab of figures: what the segments say in hours.

import { h, put, style } from './dom.js'
import { clip } from './segments.js'
import { isUncertain } from './reviewing.js'

/** Most days that get a bar each; a longer window gets one a month. */
const MOST_BARS = 62

export class Figures {
  constructor(editor) {
    this.editor = editor
    this.body = h('div', { class: 'rt-scroll rt-figures', tabindex: 0, role: 'group' })
    this.body.setAttribute('aria-label', editor.words('panel.figures'))
    this.element = h('section', { class: 'rt-tab' }, this.body)
    this.scored = new Map()
    editor.listen('segments view window', () => this.#later())
  }

  /** Once the window rests: nobody reads figures that run. */
  #later() {
    if (this.element.hidden) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.show(), 150)
  }

  show() {
    if (this.element.hidden) return
    const { format, model, words } = this.editor
    const all = model.editedSegments
    if (!all.length) return put(this.body, h('p', { class: 'rt-blank' }, words('segments.noLane')))
    const { from, to } = model.window
    const start = Math.max(from, all[0].from)
    const end = Math.min(to, all[all.length - 1].to)
    const seen = start < end ? clip(all, start, end) : []
    const total = sum(seen, () => true)
    const on = sum(seen, ({ state }) => state === 'on')
    const known = sum(seen, ({ state }) => state !== 'unknown')
    const starts = countStarts(seen)
    const share = (test) => format.percent(sum(seen, test) / total)
    const tile = tiles(words, 'figures')
    put(this.body,
      h('h2', {}, words('figures.window')),
      h('dl', { class: 'rt-tiles' },
        tile('on', words('figures.hours', { h: format.number(on / 3600, 1) })),
        tile('share', format.percent(on / known)),
        tile('starts', format.number(starts)),
        tile('run', starts ? format.duration(on / starts) : '–')),
      h('dl', { class: 'rt-tiles rt-small' },
        tile('inferred', share(({ provenance }) => provenance === 'inferred')),
        tile('hand', share(({ provenance }) => provenance === 'hand')),
        tile('uncertain', share(isUncertain)),
        tile('unknown', share(({ state }) => state === 'unknown'))),
      this.#bars(seen, start, end),
      this.#months(all),
      this.#agreement())
  }

  #bars(segments, from, to) {
    const { format, words } = this.editor
    if (!segments.length) return null
    const days = this.#periods(segments, from, to, (time) => format.calendar.addDays(time, 1),
      format.midnight(from))
    if (days.length > MOST_BARS) return null
    const bars = days.map(({ on, from: day, to: next }) => {
      const bar = h('span', { title: `${format.day(day)}: ${this.#hours(on)}` })
      style(bar, { '--share': String(on / (next - day)) })
      return bar
    })
    const mean = days.reduce((whole, day) => whole + day.on, 0) / days.length
    return [
      h('h2', {}, words('figures.days')),
      h('div', {
        class: 'rt-bars', role: 'img',
        'aria-label': words('figures.daysSaid', { n: days.length, mean: this.#hours(mean) }),
      }, bars),
      h('div', { class: 'rt-row rt-muted' }, format.day(days[0].from),
        h('span', { class: 'rt-space' }), format.day(days[days.length - 1].from)),
    ]
  }

  #months(segments) {
    const { format, words } = this.editor
    const { calendar } = format
    const from = segments[0].from
    const { year, month } = calendar.parts(from)
    const first = calendar.at({ year, month, day: 1, hour: 0, minute: 0, second: 0 })
    const next = (time) => calendar.addMonths(time, 1)
    const months = this.#periods(segments, from, segments[segments.length - 1].to, next, first)
    return [
      h('h2', {}, words('figures.months')),
      h('table', {},
        h('thead', {}, h('tr', {}, ['month', 'on', 'share', 'starts'].map((key) =>
          h('th', { scope: 'col' }, words(`figures.${key}`))))),
        h('tbody', {}, months.map(({ from: start, on, known, starts }) => h('tr', {},
          h('th', { scope: 'row' }, format.month(start)), h('td', {}, format.number(on / 3600, 1)),
          h('td', {}, format.percent(on / known)), h('td', {}, format.number(starts)))))),
    ]
  }

  /** Seconds on and known, and starts, of each period. */
  #periods(segments, from, to, next, first) {
    const periods = []
    for (let start = first; start < to;) {
      const end = next(start)
      const parts = clip(segments, Math.max(start, from), Math.min(end, to))
      periods.push({
        from: start, to: end, on: sum(parts, ({ state }) => state === 'on'),
        known: sum(parts, ({ state }) => state !== 'unknown'), starts: countStarts(parts),
      })
      start = end
    }
    return periods
  }

  #hours(seconds) {
    const { format, words } = this.editor
    return words('figures.hours', { h: format.number(seconds / 3600, 1) })
  }

  #agreement() {
    const { model, source, words } = this.editor
    if (!source.score) return null
    const body = h('div', { role: 'status' })
    if (model.truth === null) put(body, h('p', { class: 'rt-muted' }, words('figures.noTruth')))
    else this.#score(body)
    return [h('h2', {}, words('figures.agreement')), body]
  }

  async #score(body) {
    const { format, model, source, words } = this.editor
    const { edited, truth, history: { head } } = model
    const key = `${edited.id} ${truth} ${head}`
    put(body, h('p', { class: 'rt-muted' }, words('loading')))
    try {
      if (!this.scored.has(key)) this.scored.set(key, await source.score(edited.id, truth))
      const score = this.scored.get(key)
      const tile = tiles(words, 'score')
      const error = score.median_edge_error
      const { name } = model.feeds.get(truth)
      put(body, h('p', { class: 'rt-muted' }, words('score.with', { name })),
        h('dl', { class: 'rt-tiles rt-small' },
          tile('agreed', format.percent(score.agreed_share)),
          tile('balanced', format.percent(score.balanced_accuracy)),
          tile('recall', format.percent(score.edge_recall)),
          tile('precision', format.percent(score.edge_precision)),
          tile('error', Number.isFinite(error) ? format.duration(error) : '–'),
          tile('compared', this.#hours(score.compared_seconds))))
    } catch (error) {
      put(body, h('p', { class: 'rt-bad' }, words.error(error)))
    }
  }
}

/** Makes named values out of one part of the words. */
function tiles(words, part) {
  return (key, value) => h('div', {}, h('dt', {}, words(`${part}.${key}`)), h('dd', {}, value))
}

function sum(segments, test) {
  let seconds = 0
  for (const segment of segments) if (test(segment)) seconds += segment.to - segment.from
  return seconds
}

/** Number of times the state goes to on. */
function countStarts(segments) {
  return segments.filter(({ state }, index) =>
    state === 'on' && index > 0 && segments[index - 1].state !== 'on').length
}
