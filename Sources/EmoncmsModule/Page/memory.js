// The points of feeds, fetched once from Emoncms's files and kept; later only what was added.

import { emptyColumns, Points } from './points.js'

/** A feed longer than this is drawn roughly at once, and exactly as soon as it is there. */
const LONG = 500_000

/** Most points kept, of all feeds together; the least used go first. */
const MOST = 40_000_000

export class Memory {
  /**
   * @param {import('./http.js').Emoncms} emoncms
   * @param {(id: number) => void} arrived  Told when a feed that was drawn roughly is there.
   */
  constructor(emoncms, arrived) {
    this.emoncms = emoncms
    this.arrived = arrived
    /** @type {Map<number, Points>} The least used first. */
    this.known = new Map()
    this.loading = new Map()
    /** One fetch after the other: Emoncms answers a login one at a time. */
    this.queue = Promise.resolve()
  }

  /** The points of a feed that are known already. */
  peek(id) {
    return this.known.get(id)
  }

  /** The points of a feed, fetched where they are not known. */
  async points(feed) {
    const known = this.known.get(feed.id)
    if (known && known.start === feed.start && known.interval === feed.interval) {
      this.known.delete(feed.id)
      this.known.set(feed.id, known)
      return known
    }
    return this.#load(feed)
  }

  /** The columns of a range; roughly where the feed is long and not there yet. */
  async columns(feed, from, to, count, signal) {
    if (!feed.npoints) return emptyColumns(from, (to - from) / count, count)
    const known = this.known.get(feed.id)
    const step = (to - from) / count
    if (!known && feed.npoints > LONG && step % feed.interval === 0) {
      // Why not, if not, is told to what asks next.
      if (!this.#isLoading(feed)) this.#load(feed).then(() => this.arrived(feed.id), () => {})
      return this.#rough(feed, from, step, count, signal)
    }
    const points = await unless(signal, this.points(feed))
    return points.columns(from, to, count)
  }

  /** Forgets a feed's points: they are fetched anew when they are next asked for. */
  forget(id) {
    this.known.delete(id)
  }

  /** Fetches what was added since, the last point known among it: it may still have changed. */
  async follow(feed) {
    const points = this.known.get(feed.id)
    if (!points) return
    if (points.start !== feed.start || points.interval !== feed.interval ||
      points.npoints > feed.npoints) {
      this.forget(feed.id)
      return
    }
    const first = Math.max(0, points.npoints - 1)
    const bits = await this.range(feed.id, first, feed.npoints)
    points.write(first, bits)
  }

  /**
   * Points [first, end) as they stand in Emoncms.
   * @returns {Promise<Uint32Array>} Fewer where the feed is shorter than thought.
   */
  async range(id, first, end) {
    const bytes = new Uint8Array(4 * (end - first))
    let filled = 0
    // Emoncms begins a point earlier than it is asked to.
    await this.emoncms.stream(`feed/export.json?id=${id}&start=${4 * (first + 1)}`, (part) => {
      const taken = part.subarray(0, bytes.length - filled)
      bytes.set(taken, filled)
      filled += taken.length
      return filled < bytes.length
    })
    return new Uint32Array(bytes.buffer, 0, filled >> 2)
  }

  #isLoading(feed) {
    return this.loading.has(keyOf(feed))
  }

  #load(feed) {
    const key = keyOf(feed)
    const running = this.loading.get(key)
    if (running) return running
    const loading = this.queue.then(async () => {
      const points = new Points(feed.start, feed.interval, feed.npoints + 64)
      points.write(0, await this.range(feed.id, 0, feed.npoints))
      this.known.set(feed.id, points)
      this.#makeRoom()
      return points
    }).finally(() => this.loading.delete(key))
    this.queue = loading.catch(() => {})
    this.loading.set(key, loading)
    return loading
  }

  #makeRoom() {
    let total = 0
    for (const { npoints } of this.known.values()) total += npoints
    for (const [id, { npoints }] of this.known) {
      if (total <= MOST || this.known.size === 1) return
      this.known.delete(id)
      total -= npoints
    }
  }

  /** One point in each column, as Emoncms picks it. */
  async #rough(feed, from, step, count, signal) {
    const columns = emptyColumns(from, step, count)
    const end = Math.min(from + count * step, feed.end) - step
    if (end < from) return columns
    // Milliseconds are understood by every version.
    const answer = await this.emoncms.ask(`feed/data.json?id=${feed.id}&start=${from * 1000}` +
      `&end=${end * 1000}&interval=${step}&skipmissing=0&limitinterval=0`, { signal })
    for (const [time, value] of Array.isArray(answer) ? answer : []) {
      const i = Math.round((time / 1000 - from) / step)
      if (value === null || !(i >= 0 && i < count)) continue
      columns.min[i] = columns.max[i] = columns.mean[i] = value
      columns.recorded[i] = 1
    }
    return columns
  }
}

/** A feed that was cleared or made anew is another. */
function keyOf({ id, start, interval }) {
  return `${id}/${start}/${interval}`
}

/** What a promise gives, unless it is no longer wanted: the work itself goes on. */
function unless(signal, promise) {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const leave = () => reject(new DOMException('No longer wanted', 'AbortError'))
    if (signal.aborted) leave()
    signal.addEventListener('abort', leave, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })
}
