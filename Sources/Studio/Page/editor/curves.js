// Curves: exact points where there is room, else the envelope of least and greatest under the mean,
// so that no peak hides. A gap stays a gap.

import { columnAt } from './series.js'

/** Dashes of the curves whose colour another bears already. */
const DASHES = { 6: [7, 4], 7: [7, 4] }

/** What is known of a feed in a range: pieces of columns, in order. */
export function piecesOf(store, feed, from, to, pixels) {
  const pieces = []
  store.read(feed, from, to, pixels, (columns, start, end) => {
    if (columns.mean.length) pieces.push({ columns, ...indices(columns, start, end) })
  })
  return pieces
}

/** The least and the greatest value of pieces. */
export function extent(pieces, known = [Infinity, -Infinity]) {
  let [low, high] = known
  for (const { columns: { min, max }, first, end } of pieces) {
    for (let i = first; i < end; i += 1) {
      if (min[i] < low) low = min[i]
      if (max[i] > high) high = max[i]
    }
  }
  return [low, high]
}

/** What a feed's pieces hold at an instant; null for nothing. */
export function valueAt(pieces, time) {
  for (const { columns, first, end } of pieces) {
    const i = columnAt(columns, time)
    if (i < first || i >= end || !(columns.recorded[i] > 0)) continue
    return { min: columns.min[i], max: columns.max[i], mean: columns.mean[i] }
  }
  return null
}

/** Draws one curve. */
export function drawCurve(c, pieces, feed, time, value, color, index) {
  c.strokeStyle = color
  c.fillStyle = color
  for (const piece of pieces) {
    if (piece.columns.step > feed.interval * 1.001) drawEnvelope(c, piece, time, value)
  }
  // Of a crowded line the joins are not seen; a line of one pixel of the screen is drawn many times
  // sooner where there is no graphics card.
  const isCrowded = pieces.some(({ columns: { step } }) => time.seconds(4) > step)
  c.lineWidth = isCrowded ? 1 / c.getTransform().a : 1.6
  c.lineJoin = isCrowded ? 'bevel' : 'round'
  c.setLineDash(DASHES[index] ?? [])
  c.beginPath()
  let isOpen = false
  for (const { columns: { start, step, mean }, first, end } of pieces) {
    const shift = step > feed.interval * 1.001 ? step / 2 : 0
    for (let i = first; i < end; i += 1) {
      const v = mean[i]
      if (v !== v) {
        isOpen = false
        continue
      }
      const x = time.x(start + i * step + shift)
      const y = value.y(v)
      if (isOpen) c.lineTo(x, y)
      else {
        c.moveTo(x, y)
        // A point that stands alone would leave no trace.
        if (mean[i + 1] !== mean[i + 1]) c.lineTo(x + 1, y)
        isOpen = true
      }
    }
  }
  c.stroke()
  c.setLineDash([])
}

function drawEnvelope(c, piece, time, value) {
  c.globalAlpha = 0.32
  fillEnvelope(c, piece, time, value)
  c.globalAlpha = 1
}

/**
 * Fills from the least to the greatest of each column of pixels. Whole pixels: a path of thousands
 * of slivers would take a browser without a graphics card longer than all the rest.
 */
export function fillEnvelope(c, { columns: { start, step, min, max }, first, end }, time, value) {
  let [low, high] = [Infinity, -Infinity]
  let left = Math.round(time.x(start + first * step))
  for (let i = first; i < end; i += 1) {
    if (min[i] < low) low = min[i]
    if (max[i] > high) high = max[i]
    const right = Math.round(time.x(start + (i + 1) * step))
    if (right === left && i < end - 1) continue
    if (low <= high) {
      const top = value.y(high)
      c.fillRect(left, top, Math.max(1, right - left), Math.max(1, value.y(low) - top))
    }
    left = right
    low = Infinity
    high = -Infinity
  }
}

/** The columns that touch a range, and one beyond either end, so that a line leaves the chart. */
function indices({ start, step, mean }, from, to) {
  return {
    first: Math.max(0, Math.floor((from - start) / step) - 1),
    end: Math.min(mean.length, Math.ceil((to - start) / step) + 1),
  }
}
