// Values as colours: from dark to bright, so that it reads without telling colours apart.

/** Stops of the ramp cividis (Nuñez, Anderton and Renslow 2018), evenly spaced. */
const STOPS = [
  [0, 34, 78], [53, 69, 108], [102, 105, 112], [148, 142, 119], [200, 184, 102], [254, 232, 56],
]

/** The colour of a share from 0 to 1, as red, green and blue. */
export function rampColor(share) {
  const place = Math.min(Math.max(share, 0), 1) * (STOPS.length - 1)
  const index = Math.min(Math.floor(place), STOPS.length - 2)
  const part = place - index
  return STOPS[index].map((value, k) => Math.round(value + part * (STOPS[index + 1][k] - value)))
}

/** The ramp as a strip. */
export function drawRamp() {
  const canvas = document.createElement('canvas')
  canvas.width = 120
  canvas.height = 10
  const c = canvas.getContext('2d')
  for (let x = 0; x < 120; x += 1) {
    c.fillStyle = `rgb(${rampColor(x / 119).join()})`
    c.fillRect(x, 0, 1, 10)
  }
  return canvas
}
