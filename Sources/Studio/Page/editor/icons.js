// The icons, drawn on a grid of 20 by 20 with one stroke.

const SVG = 'http://www.w3.org/2000/svg'

const PATHS = {
  undo: 'M4 8h8a4 4 0 0 1 0 8H8M4 8l4-4M4 8l4 4',
  redo: 'M16 8H8a4 4 0 0 0 0 8h4M16 8l-4-4M16 8l-4 4',
  move: 'M10 3v14M3 10h14M10 3L8 5M10 3l2 2M10 17l-2-2M10 17l2-2M3 10l2-2M3 10l2 2M17 10l-2-2M17 10l-2 2',
  snap: 'M5 3v7a5 5 0 0 0 10 0V3M5 6h3M12 6h3M8 3v7a2 2 0 0 0 4 0V3M5 3h3M12 3h3',
  infer: 'M3 17L12 8M14 3v4M12 5h4M16 10v2M15 11h2M8 3v2M7 4h2',
  feeds: 'M3 14l4-6 4 4 6-8M3 17h14',
  link: 'M8.5 11.5a3 3 0 0 0 4.2 0l3-3a3 3 0 0 0-4.2-4.2l-.8.8M11.5 8.5a3 3 0 0 0-4.2 0l-3 3a3 3 0 0 0 4.2 4.2l.8-.8',
  sun: 'M10 7a3 3 0 1 0 0 6 3 3 0 0 0 0-6M10 2v2M10 16v2M2 10h2M16 10h2M4.5 4.5l1.3 1.3M14.2 14.2l1.3 1.3M4.5 15.5l1.3-1.3M14.2 5.8l1.3-1.3',
  help: 'M7.5 7.5a2.5 2.5 0 1 1 3.6 2.2c-.7.4-1.1.9-1.1 1.8M10 14.5v.1M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15',
  panel: 'M3 4h14v12H3zM12 4v12',
  earlier: 'M12 4l-6 6 6 6',
  later: 'M8 4l6 6-6 6',
  close: 'M5 5l10 10M15 5L5 15',
  check: 'M4 10.5l4 4 8-9',
  carpet: 'M3 4h14v12H3zM7 4v12M11 4v12M14 4v12M3 9h4M11 12h3M7 7h4',
  curves: 'M3 13c3 0 3-8 6-8s3 9 5 9 2-3 3-3',
  hand: 'M4 16l1-4 8-8 3 3-8 8zM11 6l3 3',
  initial: 'M5 10h10',
  imported: 'M10 3v9M6 9l4 4 4-4M4 16h12',
  search: 'M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4M13 13l4 4',
  warning: 'M10 3L2.5 16.5h15zM10 8v4M10 14.2v.1',
  add: 'M10 4v12M4 10h12',
}

/** An icon, hidden from screen readers: what holds it has a name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg')
  const attributes = {
    viewBox: '0 0 20 20', width: 20, height: 20, fill: 'none', stroke: 'currentColor',
    'stroke-width': 1.6, 'stroke-linecap': 'round', 'stroke-linejoin': 'round',
    'aria-hidden': 'true', focusable: 'false', class: 'rt-icon',
  }
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value)
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', PATHS[name])
  svg.append(path)
  return svg
}
