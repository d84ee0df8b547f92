// Where a curve breaks: the last point before it climbs or drops.

/**
 * The knee nearest in sense to an edge.
 * @param {import('./source.js').Columns} points  Exact points, one a column.
 * @param {number} time                           Where one looks.
 * @param {number} reach                          Seconds to either side.
 * @param {boolean} rises                         Whether a climb is sought, else a drop.
 * @returns {?{time: number, value: number}}      Null where the curve breaks nowhere.
 */
export function knee({ start, step, mean }, time, reach, rises) {
  const sign = rises ? 1 : -1
  const first = Math.max(0, Math.ceil((time - reach - start) / step))
  const last = Math.min(mean.length - 2, Math.floor((time + reach - start) / step))
  // Over a quarter of an hour a sensor's noise and its quantum weigh little.
  const width = Math.max(2, Math.round(900 / step))
  let [low, high] = [Infinity, -Infinity]
  for (let i = Math.max(0, first - width); i <= Math.min(mean.length - 1, last + width); i += 1) {
    if (mean[i] < low) low = mean[i]
    if (mean[i] > high) high = mean[i]
  }
  const range = high - low
  if (!(range > 0)) return null
  let best = null
  let bestBreak = 0
  for (let i = first; i <= last; i += 1) {
    const here = mean[i]
    const before = mean[Math.max(0, i - width)]
    const after = mean[Math.min(mean.length - 1, i + width)]
    const climb = sign * (after - here)
    const change = climb - sign * (here - before)
    // Not the slope alone counts but that it is new; and it must begin at once.
    if (!(climb > 0.2 * range && change > 0.2 * range)) continue
    if (!(sign * (mean[i + 1] - here) > 0.04 * climb)) continue
    if (change > bestBreak) [best, bestBreak] = [i, change]
  }
  return best === null ? null : { time: start + best * step, value: mean[best] }
}
