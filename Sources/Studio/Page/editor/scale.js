// Where times and values lie on the canvas.

/** Times from left to right. */
export class TimeScale {
  constructor(from, to, left, width) {
    Object.assign(this, { from, to, left, width })
  }

  x(time) {
    return this.left + (time - this.from) / (this.to - this.from) * this.width
  }

  time(x) {
    return this.from + (x - this.left) / this.width * (this.to - this.from)
  }

  /** Seconds that some pixels span. */
  seconds(pixels) {
    return pixels * (this.to - this.from) / this.width
  }
}

/** Values from bottom to top. */
export class ValueScale {
  constructor(low, high, top, height) {
    Object.assign(this, { low, high, top, height })
  }

  y(value) {
    return this.top + (this.high - value) / (this.high - this.low) * this.height
  }
}

/** A range with some room around it; never so narrow that a sensor's last digit fills the chart. */
export function roomy(low, high) {
  if (!(low <= high)) return [0, 1]
  const middle = (low + high) / 2
  const half = Math.max((high - low) / 2 * 1.08, Math.abs(middle) * 0.005, 0.25)
  return [middle - half, middle + half]
}
