// The last value that Emoncms shows beside a feed is kept apart from its points: version 11 follows
// an upload, version 10 does not.

import { SourceError } from '../editor/source.js'

/**
 * Sees to it that what is shown is the last point, or the last that holds a number.
 * @param {import('./http.js').Emoncms} emoncms
 * @param {string} version  Of Emoncms.
 * @param {number} id
 * @param {import('./points.js').Points} points
 */
export async function settleLastValue(emoncms, version, id, points) {
  // Beside the grid Emoncms would write the point that it is given into the slot before.
  if (points.start % points.interval !== 0) return
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const shown = await emoncms.ask(`feed/timevalue.json?id=${id}`)
    const last = lastNumber(points)
    const isEmpty = (shown?.value ?? null) === null
    // No value for a point that has none is right, and so it is where there is no number at all.
    if (isEmpty && last?.slot !== points.npoints - 1) return
    if (last && isRight(shown, last, points.interval)) return
    // Version 10 cannot be told of a feed that holds no number.
    if (!last) break
    await show(emoncms, version, id, last)
  }
  throw new SourceError('last_value', 'Emoncms goes on showing another last value.')
}

function lastNumber(points) {
  for (let slot = points.npoints - 1; slot >= 0; slot -= 1) {
    const value = points.values[slot]
    if (value === value) return { slot, time: points.time(slot), value }
  }
  return null
}

/** An input's own time is any within the interval of its point. */
function isRight({ time, value }, last, interval) {
  return Math.fround(value) === last.value && time >= last.time && time < last.time + interval
}

/** Gives Emoncms a point that it has. */
function show(emoncms, version, id, { time, value }) {
  if (Number.parseInt(version, 10) < 11) {
    // Past the buffer, and dated by the point instead of now.
    return emoncms.ask(`feed/update.json?id=${id}&time=${time}&updatetime=${time}` +
      `&value=${value}&skipbuffer=1`)
  }
  return emoncms.ask(`feed/post.json?id=${id}`, {
    method: 'POST', body: new URLSearchParams({ data: `[[${time},${value}]]` }),
  })
}
