// The whole of the feeds in small, with the window in it.

import { drawLane } from './lane.js'
import { extent, fillEnvelope } from './curves.js'
import { roomy, ValueScale } from './scale.js'

/** Draws the first curve and the state below it, without the window. */
export function drawOverview(c, scale, box, pieces, color, segments, palette) {
  const { top, height } = box
  c.fillStyle = palette.weekend
  c.fillRect(scale.left, top, scale.width, height)
  const strip = segments.length ? 12 : 0
  const [low, high] = extent(pieces)
  if (low <= high) {
    const value = new ValueScale(...roomy(low, high), top + 2, height - strip - 4)
    c.fillStyle = color
    c.globalAlpha = 0.75
    for (const piece of pieces) fillEnvelope(c, piece, scale, value)
    c.globalAlpha = 1
  }
  if (strip) drawStrip(c, segments, scale, top + height - strip, strip, palette)
}

/** States alone: drawn so small, provenance and doubt would only be noise. */
const plain = new WeakMap()

function drawStrip(c, segments, scale, top, height, palette) {
  if (!plain.has(segments)) {
    plain.set(segments,
      segments.map(({ from, to, state }) => ({ from, to, state, provenance: 'imported' })))
  }
  drawLane(c, plain.get(segments), scale, { top: top - 4, height: height + 11 }, palette)
}

/** The window: what is beside it is veiled, and it has an edge to hold at either end. */
export function drawWindow(c, scale, { top, height }, window, palette) {
  const a = Math.max(scale.left, Math.min(scale.x(window.from), scale.left + scale.width - 3))
  const b = Math.min(scale.left + scale.width, Math.max(scale.x(window.to), a + 3))
  c.fillStyle = palette.paper
  c.globalAlpha = 0.62
  c.fillRect(scale.left, top, a - scale.left, height)
  c.fillRect(b, top, scale.left + scale.width - b, height)
  c.globalAlpha = 1
  c.strokeStyle = c.fillStyle = palette.accent
  c.lineWidth = 1.5
  c.strokeRect(a, top + 0.75, b - a, height - 1.5)
  for (const x of [a, b]) c.fillRect(x - 2, top + height / 2 - 9, 4, 18)
}
