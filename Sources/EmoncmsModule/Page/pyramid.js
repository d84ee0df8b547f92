// Least, greatest and sum of points by sixteens, and of those by sixteens again: any stretch of a
// long feed is then summed up from a few dozen numbers.

const BASE = 16
const LEVELS = 4

export class Pyramid {
  /** @param {number} capacity  Points that it has room for. */
  constructor(capacity) {
    this.levels = []
    for (let size = BASE; this.levels.length < LEVELS && size <= capacity; size *= BASE) {
      const n = Math.ceil(capacity / size)
      this.levels.push({
        size, min: new Float32Array(n), max: new Float32Array(n), sum: new Float64Array(n),
        count: new Uint32Array(n),
      })
    }
  }

  /** Follows points [first, end) of a feed that now has `npoints`. */
  update(values, first, end, npoints) {
    this.levels.forEach((level, index) => {
      const below = this.levels[index - 1]
      const last = Math.ceil(end / level.size)
      for (let cell = Math.floor(first / level.size); cell < last; cell += 1) {
        if (below) sumCells(level, cell, below, Math.ceil(npoints / below.size))
        else sumPoints(level, cell, values, npoints)
      }
    })
  }

  /**
   * Sums up points [first, end) into `into` ({min, max, sum, count}), which is begun anew.
   */
  read(values, first, end, into) {
    into.min = Infinity
    into.max = -Infinity
    into.sum = 0
    into.count = 0
    let at = first
    while (at < end) {
      let index = this.levels.length - 1
      while (index >= 0 && (at % this.levels[index].size || at + this.levels[index].size > end)) {
        index -= 1
      }
      if (index < 0) {
        const value = values[at]
        if (value === value) {
          if (value < into.min) into.min = value
          if (value > into.max) into.max = value
          into.sum += value
          into.count += 1
        }
        at += 1
      } else {
        const { size, min, max, sum, count } = this.levels[index]
        const cell = at / size
        if (min[cell] < into.min) into.min = min[cell]
        if (max[cell] > into.max) into.max = max[cell]
        into.sum += sum[cell]
        into.count += count[cell]
        at += size
      }
    }
  }
}

function sumPoints({ size, min, max, sum, count }, cell, values, npoints) {
  let [low, high, total, n] = [Infinity, -Infinity, 0, 0]
  const end = Math.min(npoints, (cell + 1) * size)
  for (let i = cell * size; i < end; i += 1) {
    const value = values[i]
    // What was not recorded is not equal to itself.
    if (value !== value) continue
    if (value < low) low = value
    if (value > high) high = value
    total += value
    n += 1
  }
  min[cell] = low
  max[cell] = high
  sum[cell] = total
  count[cell] = n
}

function sumCells({ min, max, sum, count }, cell, below, end) {
  let [low, high, total, n] = [Infinity, -Infinity, 0, 0]
  const last = Math.min(end, (cell + 1) * BASE)
  for (let i = cell * BASE; i < last; i += 1) {
    if (below.min[i] < low) low = below.min[i]
    if (below.max[i] > high) high = below.max[i]
    total += below.sum[i]
    n += below.count[i]
  }
  min[cell] = low
  max[cell] = high
  sum[cell] = total
  count[cell] = n
}
