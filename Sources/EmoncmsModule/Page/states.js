// Points read as states, and states written as points.

export const ON = 0x3f800000
export const OFF = 0
/** The not-a-number that everybody writes. */
export const UNKNOWN = 0x7fc00000

const BITS = { on: ON, off: OFF, unknown: UNKNOWN }
const NAMES = ['off', 'on', 'unknown']

/** The bits of a state's point. */
export function bitsOf(state) {
  return BITS[state]
}

/** 0 off, 1 on, 2 unknown; -1 for what is no state. */
export function codeOf(bits) {
  if (bits === OFF || bits === 0x80000000) return 0
  if (bits === ON) return 1
  return (bits & 0x7fffffff) > 0x7f800000 ? 2 : -1
}

export function nameOf(code) {
  return NAMES[code]
}

/** The first slot whose point is no state; -1 where all are. */
export function strangerIn({ bits, npoints }, first = 0) {
  for (let i = first; i < npoints; i += 1) {
    if (codeOf(bits[i]) < 0) return i
  }
  return -1
}

/**
 * The segments of a state feed.
 * @param {import('./points.js').Points} points
 * @param {[number, number][]} byHand  Slots [first, end) that were set by hand, ordered and apart.
 * @returns {import('../editor/source.js').Segment[]}
 */
export function segmentsOf(points, byHand) {
  const { bits, npoints } = points
  const segments = []
  let next = 0
  let slot = 0
  while (slot < npoints) {
    while (next < byHand.length && byHand[next][1] <= slot) next += 1
    const isHand = next < byHand.length && byHand[next][0] <= slot
    const border = next < byHand.length ? byHand[next][isHand ? 1 : 0] : npoints
    const most = Math.min(border, npoints)
    const code = codeOf(bits[slot])
    let end = slot + 1
    while (end < most && codeOf(bits[end]) === code) end += 1
    segments.push({
      from: points.time(slot), to: points.time(end), state: NAMES[code] ?? 'unknown',
      provenance: isHand ? 'hand' : 'imported', confidence: NaN, provisional: false,
    })
    slot = end
  }
  return segments
}
