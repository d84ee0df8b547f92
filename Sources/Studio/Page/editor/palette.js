// The colours of the page as the canvas needs them, and the hatching made of them.

const NAMES = [
  'paper', 'ink', 'muted', 'grid', 'axis', 'weekend', 'on', 'mixed', 'off', 'unknown', 'hand',
  'accent', 'add', 'remove',
]

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", ' +
  '"DejaVu Sans", sans-serif'

/** The custom properties that an element inherits. */
export function readPalette(element) {
  const style = getComputedStyle(element)
  const palette = {}
  for (const name of NAMES) palette[name] = style.getPropertyValue(`--${name}`).trim() || '#888888'
  palette.curves = []
  for (let i = 0; i < 8; i += 1) {
    palette.curves.push(style.getPropertyValue(`--c${i}`).trim() || palette.ink)
  }
  return palette
}

/** A tile of slanted lines, sharp at a pixel ratio. */
export function hatch(color, background, ratio) {
  const size = Math.round(6 * ratio)
  const tile = document.createElement('canvas')
  tile.width = tile.height = size
  const c = tile.getContext('2d')
  if (background) {
    c.fillStyle = background
    c.fillRect(0, 0, size, size)
  }
  c.strokeStyle = color
  c.lineWidth = 1.3 * ratio
  c.beginPath()
  for (const shift of [-size, 0, size]) {
    c.moveTo(shift - 1, size + 1)
    c.lineTo(shift + size + 1, -1)
  }
  c.stroke()
  return tile
}

/** A colour as red, green and blue from 0 to 255. */
export function rgb(color) {
  const c = document.createElement('canvas').getContext('2d')
  c.fillStyle = color
  const [, r, g, b] = /^#(..)(..)(..)$/.exec(c.fillStyle) ?? [0, '88', '88', '88']
  return [parseInt(r, 16), parseInt(g, 16), parseInt(b, 16)]
}
