// Segments as values: ordered, without overlap and without a hole. Nothing here changes its input.

/** @typedef {import('./source.js').Segment} Segment */
/** @typedef {import('./source.js').Change} Change */

/**
 * The index of the segment that holds an instant; -1 before the first, `length` after the last.
 * @param {Segment[]} segments
 * @param {number} time
 */
export function indexAt(segments, time) {
  if (!segments.length || time < segments[0].from) return -1
  let low = 0
  let high = segments.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (segments[middle].to <= time) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The indices [first, end) of the segments that a range touches.
 * @returns {[number, number]}
 */
export function indicesIn(segments, from, to) {
  const first = Math.max(0, indexAt(segments, from))
  let end = first
  while (end < segments.length && segments[end].from < to) end += 1
  return [first, end]
}

/** The parts of segments that lie in a range. */
export function clip(segments, from, to) {
  const [first, end] = indicesIn(segments, from, to)
  const parts = segments.slice(first, end)
  if (!parts.length) return parts
  const last = parts.length - 1
  if (parts[0].from < from) parts[0] = { ...parts[0], from }
  if (parts[last].to > to) parts[last] = { ...parts[last], to }
  return parts
}

/** The whole with one range taken out and other segments, which cover it, put there. */
export function replace(segments, from, to, fresh) {
  const [first, end] = indicesIn(segments, from, to)
  const before = segments.slice(0, first)
  const after = segments.slice(end)
  if (end > first) {
    if (segments[first].from < from) before.push({ ...segments[first], to: from })
    if (segments[end - 1].to > to) after.unshift({ ...segments[end - 1], from: to })
  }
  // Only at the two seams can neighbours have become one.
  const joined = joinRuns([...before.slice(-1), ...fresh, ...after.slice(0, 1)])
  return [...before.slice(0, -1), ...joined, ...after.slice(1)]
}

/** Adjoining segments of one state and one provenance made one. */
function joinRuns(segments) {
  const result = []
  for (const segment of segments) {
    const last = result[result.length - 1]
    if (last && last.to === segment.from && last.state === segment.state &&
      last.provenance === segment.provenance) {
      const [a, b] = [last.to - last.from, segment.to - segment.from]
      result[result.length - 1] = {
        ...last, to: segment.to,
        confidence: (last.confidence * a + segment.confidence * b) / (a + b),
        provisional: last.provisional || segment.provisional,
      }
    } else if (segment.from < segment.to) result.push(segment)
  }
  return result
}

/**
 * The segments as they are once changes are made by hand.
 * @param {Segment[]} segments
 * @param {Change[]} changes
 */
export function applied(segments, changes) {
  let result = segments
  for (const { from, to, state } of changes) {
    const fresh = { from, to, state, provenance: 'hand', confidence: NaN, provisional: false }
    result = replace(result, from, to, [fresh])
  }
  return result
}

/**
 * The states that stand where changes are to be made, each run once: what a source compares with.
 * @returns {Change[]}
 */
export function seenUnder(segments, changes) {
  const runs = []
  for (const change of changes) {
    for (const { from, to, state } of clip(segments, change.from, change.to)) {
      const last = runs[runs.length - 1]
      if (last && last.to === from && last.state === state) last.to = to
      else runs.push({ from, to, state })
    }
  }
  return runs
}

/** Whether changes would alter a state, or make one hand-set that is not. */
export function altersAnything(segments, changes) {
  return changes.some(({ from, to, state }) =>
    clip(segments, from, to).some((part) => part.state !== state || part.provenance !== 'hand'))
}

/** The other state that a flip gives; the unknown is flipped to on. */
export function flipped(state) {
  return state === 'on' ? 'off' : 'on'
}

/**
 * The changes that move the edge between segment `index - 1` and segment `index`.
 *
 * It stays between its neighbours, and leaves either segment one interval at least.
 * @param {Segment[]} segments
 * @param {number} index      The segment that begins at the edge, from 1 on.
 * @param {number} time       Where it is to go.
 * @param {number} interval   Seconds between two points.
 * @returns {{time: number, changes: Change[]}} Where it goes, and what is to be set.
 */
export function edgeMoved(segments, index, time, interval) {
  const before = segments[index - 1]
  const after = segments[index]
  const edge = after.from
  const least = before.from + interval
  const most = after.to - interval
  const target = Math.min(Math.max(time, least), Math.max(least, most))
  const steps = Math.round((target - edge) / interval)
  const moved = edge + steps * interval
  if (moved === edge) return { time: edge, changes: [] }
  return moved < edge
    ? { time: moved, changes: [{ from: moved, to: edge, state: after.state }] }
    : { time: moved, changes: [{ from: edge, to: moved, state: before.state }] }
}

/** The nearest multiple of the interval from the feed's start, within the feed. */
export function onGrid(time, feed) {
  const step = Math.round((time - feed.start) / feed.interval)
  return feed.start + Math.min(Math.max(step, 0), feed.npoints) * feed.interval
}

/** A range widened to whole points of a feed, and cut to it; empty ranges become one point. */
export function widened(from, to, feed) {
  const slot = (time, round) =>
    Math.min(Math.max(round((time - feed.start) / feed.interval), 0), feed.npoints)
  const first = slot(Math.min(from, to), Math.floor)
  const end = Math.max(slot(Math.max(from, to), Math.ceil), Math.min(first + 1, feed.npoints))
  return { from: feed.start + first * feed.interval, to: feed.start + end * feed.interval }
}

/**
 * The runs of one state, whoever set them.
 * @param {Segment[]} segments
 * @returns {Change[]}
 */
export function stateRuns(segments) {
  const runs = []
  for (const { from, to, state } of segments) {
    const last = runs[runs.length - 1]
    if (last?.state === state && last.to === from) last.to = to
    else runs.push({ from, to, state })
  }
  return runs
}
