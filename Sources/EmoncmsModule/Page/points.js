// The points of a feed in memory, as they are in Emoncms's file: four bytes each.

import { Pyramid } from './pyramid.js'

/** Room for what comes later, so that a point more is no copy of them all. */
const SPARE = 4096

export class Points {
  /**
   * @param {number} start      Time of the first.
   * @param {number} interval   Seconds between two.
   * @param {number} capacity   How many are expected.
   */
  constructor(start, interval, capacity) {
    this.start = start
    this.interval = interval
    this.npoints = 0
    /** Counts changes: what was computed of other points is out of date. */
    this.version = 0
    this.#reserve(capacity)
  }

  /** The instant after the last point's interval. */
  get end() {
    return this.start + this.npoints * this.interval
  }

  time(slot) {
    return this.start + slot * this.interval
  }

  /** The slot of an instant on the grid, within the feed or just after it. */
  slot(time) {
    return Math.min(Math.max(Math.round((time - this.start) / this.interval), 0), this.npoints)
  }

  /** Puts points in the place of others, or after them; their bits are kept as they are. */
  write(first, bits) {
    const end = first + bits.length
    if (end > this.bits.length) this.#reserve(end + SPARE)
    this.bits.set(bits, first)
    this.npoints = Math.max(this.npoints, end)
    this.pyramid.update(this.values, first, end, this.npoints)
    this.version += 1
  }

  /**
   * The columns of a range, as `Source` describes them.
   * @returns {import('../editor/source.js').Columns}
   */
  columns(from, to, count) {
    const low = (from - this.start) / this.interval
    const high = (to - this.start) / this.interval
    const first = Math.min(Math.max(Math.ceil(low), 0), this.npoints)
    const end = Math.min(Math.max(Math.ceil(high), first), this.npoints)
    if (end - first <= count) return this.#exact(first, end)
    const columns = emptyColumns(from, (to - from) / count, count)
    const step = (high - low) / count
    const cell = {}
    let a = first
    for (let i = 0; i < count; i += 1) {
      const b = Math.min(Math.max(Math.ceil(low + (i + 1) * step - 1e-9), a), end)
      this.pyramid.read(this.values, a, b, cell)
      if (cell.count) {
        columns.min[i] = cell.min
        columns.max[i] = cell.max
        columns.mean[i] = cell.sum / cell.count
        columns.recorded[i] = cell.count
      }
      a = b
    }
    return columns
  }

  #exact(first, end) {
    const mean = this.values.slice(first, end)
    return {
      start: this.time(first), step: this.interval, min: mean, max: mean, mean,
      recorded: Float32Array.from(mean, (value) => (value === value ? 1 : 0)),
    }
  }

  #reserve(capacity) {
    const { bits } = this
    this.bits = new Uint32Array(capacity)
    this.values = new Float32Array(this.bits.buffer)
    this.pyramid = new Pyramid(capacity)
    if (!bits) return
    this.bits.set(bits.subarray(0, this.npoints))
    this.pyramid.update(this.values, 0, this.npoints, this.npoints)
  }
}

/** Columns in which nothing is recorded. */
export function emptyColumns(start, step, count) {
  const none = () => new Float32Array(count).fill(NaN)
  return { start, step, min: none(), max: none(), mean: none(), recorded: new Float32Array(count) }
}
