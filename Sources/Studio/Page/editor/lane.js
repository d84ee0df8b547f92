// A state lane: exact runs, told apart by shape as well as by colour. On is tall, off is low, the
// unknown is hatched; a line on top says that a person set it; red below says how doubtful it is.

import { indicesIn } from './segments.js'

const BITS = { off: 1, on: 2, unknown: 4 }
/** Height of the line of what is set by hand, and the greatest of the one of doubt. */
const HAND = 3
const DOUBT = 6

/**
 * Draws the segments of a window into a rectangle.
 * @param {CanvasRenderingContext2D} c
 * @param {import('./source.js').Segment[]} segments
 * @param {import('./scale.js').TimeScale} scale
 * @param {{top: number, height: number}} box
 * @param {Object} palette  With `hatches`: patterns by name.
 */
export function drawLane(c, segments, scale, { top, height }, palette) {
  const [first, end] = indicesIn(segments, scale.from, scale.to)
  const mixed = new Map()
  const clip = (x) => Math.min(Math.max(Math.round(x), scale.left), scale.left + scale.width)
  const body = { top: top + HAND + 1, height: height - HAND - DOUBT - 2 }
  c.fillStyle = palette.weekend
  c.fillRect(scale.left, body.top, scale.width, body.height)
  let lastState = null
  for (let i = first; i < end; i += 1) {
    const segment = segments[i]
    const [a, b] = [clip(scale.x(segment.from)), clip(scale.x(segment.to))]
    if (a === b) {
      // Narrower than a pixel: it only marks the column that it falls in.
      mixed.set(a, (mixed.get(a) ?? BITS[lastState] ?? 0) | BITS[segment.state])
    } else {
      drawRun(c, segment, a, b, body, palette)
      if (mixed.has(a)) mixed.set(a, mixed.get(a) | BITS[segment.state])
      if (segment.provenance === 'hand') {
        c.fillStyle = palette.hand
        c.fillRect(a, top, b - a, HAND)
      }
      const isSaid = segment.provenance === 'inferred' && segment.state !== 'unknown'
      const doubt = isSaid ? 1 - segment.confidence : 0
      if (doubt > 0.02) {
        c.fillStyle = palette.remove
        const tall = Math.max(1, Math.min(1, doubt * 2) * DOUBT)
        c.fillRect(a, top + height - tall, b - a, tall)
      }
    }
    lastState = segment.state
  }
  c.fillStyle = palette.mixed
  for (const [x, bits] of mixed) {
    if ((bits & 3) === 3) c.fillRect(x, body.top, 1, body.height)
  }
  c.strokeStyle = palette.axis
  c.lineWidth = 1
  c.beginPath()
  c.moveTo(scale.left, body.top + body.height + 0.5)
  c.lineTo(scale.left + scale.width, body.top + body.height + 0.5)
  c.stroke()
}

function drawRun(c, { state, provenance, provisional }, a, b, { top, height }, palette) {
  const low = Math.round(height * 0.28)
  const isLow = state === 'off'
  const y = isLow ? top + height - low : top
  const tall = isLow ? low : height
  c.fillStyle = state === 'unknown' ? palette.hatches.unknown : palette[state]
  c.fillRect(a, y, b - a, tall)
  if (isLow) {
    c.fillStyle = palette.axis
    c.fillRect(a, y, b - a, 1)
  }
  // What nobody has judged yet looks like a first sketch.
  if (provenance === 'initial' || provisional) {
    c.fillStyle = palette.hatches.sketch
    c.fillRect(a, y, b - a, tall)
  }
  // An edge that can be seen is an edge that can be taken hold of.
  if (b - a > 3) {
    c.fillStyle = palette.paper
    c.fillRect(b - 1, y, 1, tall)
  }
}

/** The differences of a proposal over a lane: what turns on, what turns off, and what was judged. */
export function drawProposal(c, { proposal, judged }, scale, { top, height }, palette) {
  for (const [index, { from, to, proposed }] of proposal.differences.entries()) {
    if (to < scale.from || from > scale.to) continue
    const a = Math.max(scale.left, scale.x(from))
    const b = Math.max(a + 2, Math.min(scale.left + scale.width, scale.x(to)))
    const color = proposed === 'on' ? palette.add : palette.remove
    c.strokeStyle = c.fillStyle = color
    c.lineWidth = 1.5
    const verdict = judged.get(index)
    c.globalAlpha = verdict === false ? 0.35 : 1
    if (verdict) c.fillRect(a, top, b - a, height)
    else {
      c.globalAlpha *= 0.25
      c.fillRect(a, top, b - a, height)
      c.globalAlpha = verdict === false ? 0.35 : 1
      c.strokeRect(a + 0.5, top + 0.5, Math.max(1, b - a - 1), height - 1)
    }
    if (verdict === false) {
      c.fillRect(a, top + height / 2, b - a, 1.5)
    } else if (b - a > 16) {
      c.fillStyle = verdict ? palette.paper : color
      drawSign(c, (a + b) / 2, top + height / 2, proposed === 'on')
    }
    c.globalAlpha = 1
  }
}

/** Plus where it turns on, minus where it turns off. */
function drawSign(c, x, y, isPlus) {
  c.fillRect(x - 4, y - 1, 8, 2)
  if (isPlus) c.fillRect(x - 1, y - 4, 2, 8)
}
