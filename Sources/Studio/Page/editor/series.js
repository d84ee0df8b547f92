// The columns of feeds, kept in tiles of halving resolution, so that what is known is drawn at once
// and only what is missing is asked for.

/** Columns of a tile. */
const TILE = 2048
/** Tiles kept, about 32 KB each. */
const MOST_TILES = 320
/** Requests under way at once: what a browser allows to one host, less one for edits. */
const MOST_REQUESTS = 5

/** Time between two drawings of what is half there, in ms. */
const PAUSE = 60

/** @typedef {import('./source.js').Feed} Feed */

export class SeriesStore {
  /**
   * @param {import('./source.js').Source} source
   * @param {() => void} changed            Told when columns have come.
   * @param {(error: Error) => void} failed
   */
  constructor(source, changed, failed = () => {}) {
    this.source = source
    this.changed = changed
    this.failed = failed
    /** Tiles by key, the least used first. */
    this.tiles = new Map()
    this.running = new Map()
    this.told = 0
    this.wanted = new Map()
    /** When a tile that failed may be asked for again. */
    this.resting = new Map()
  }

  /** Begins to collect what a frame needs. */
  begin() {
    this.wanted.clear()
  }

  /**
   * The best known columns of a range, in order and without overlap; what is missing is noted.
   * @param {Feed} feed
   * @param {number} from
   * @param {number} to
   * @param {number} pixels  Columns that can be told apart.
   * @param {Function} draw  Called with (columns, from, to): draw these, no further than that.
   */
  read(feed, from, to, pixels, draw) {
    const start = Math.max(from, feed.start)
    const end = Math.min(to, feed.end)
    if (!feed.npoints || !(start < end)) return
    const top = Math.max(0, Math.ceil(Math.log2(feed.npoints / TILE)))
    const fine = Math.floor(Math.log2((to - from) / feed.interval / Math.max(1, pixels)))
    const level = Math.min(top, Math.max(0, fine))
    // The whole feed first: it stands in for all that is still to come.
    this.#tile(feed, top, 0, true)
    const length = TILE * feed.interval * 2 ** level
    const first = Math.floor((start - feed.start) / length)
    const last = Math.floor((end - feed.start - 1e-6) / length)
    for (let index = first; index <= last; index += 1) {
      const a = feed.start + index * length
      this.#tile(feed, level, index, true)
      this.#resolve(feed, level, index, top, Math.max(a, start), Math.min(a + length, end), draw)
    }
  }

  /** Asks for what the frame lacked, and stops asking for what it no longer needs. */
  finish() {
    for (const [key, request] of this.running) {
      if (!this.wanted.has(key)) request.abort()
    }
    this.#ask()
  }

  /** Forgets a feed's columns that touch a range, or all of them. */
  forget(id, from = -Infinity, to = Infinity) {
    for (const [key, tile] of this.tiles) {
      if (tile.id === id && tile.from < to && tile.to > from) tile.isStale = true
    }
  }

  destroy() {
    this.wanted.clear()
    for (const request of this.running.values()) request.abort()
  }

  /** Draws a tile, else the finer ones that make it up, else part of a coarser one. */
  #resolve(feed, level, index, top, from, to, draw) {
    if (from >= to) return
    const tile = this.#tile(feed, level, index, false)
    if (tile) return draw(tile.columns, from, to)
    if (level > 0) {
      const half = TILE * feed.interval * 2 ** (level - 1)
      const middle = feed.start + (2 * index + 1) * half
      const left = from >= middle || this.#tile(feed, level - 1, 2 * index, false)
      const right = to <= middle || this.#tile(feed, level - 1, 2 * index + 1, false)
      if (left && right) {
        if (left.columns) draw(left.columns, from, Math.min(to, middle))
        if (right.columns) draw(right.columns, Math.max(from, middle), to)
        return
      }
    }
    for (let up = level + 1; up <= top; up += 1) {
      const coarse = this.#tile(feed, up, index >> (up - level), false)
      if (coarse) return draw(coarse.columns, from, to)
    }
  }

  /** A tile that is there; one that is not, or is out of date, is noted where it is wanted. */
  #tile(feed, level, index, isWanted) {
    const key = `${feed.id}/${feed.start}/${level}/${index}`
    const tile = this.tiles.get(key)
    if (isWanted) {
      const length = TILE * feed.interval * 2 ** level
      const from = feed.start + index * length
      const isOld = !tile || tile.isStale || (tile.end !== feed.end && from + length > tile.end)
      if (isOld && !((this.resting.get(key) ?? 0) > performance.now())) {
        this.wanted.set(key, { id: feed.id, from, to: from + length, end: feed.end })
      }
      if (tile) {
        this.tiles.delete(key)
        this.tiles.set(key, tile)
      }
    }
    return tile
  }

  #ask() {
    for (const [key, tile] of this.wanted) {
      if (this.running.size >= MOST_REQUESTS) return
      if (!this.running.has(key)) this.#request(key, tile)
    }
  }

  /** Tells at once when all is there, else now and then: each drawing delays what is to come. */
  #tell() {
    const now = performance.now()
    if (this.running.size && now < this.told + PAUSE) return
    this.told = now
    this.changed()
  }

  async #request(key, { id, from, to, end }) {
    const request = new AbortController()
    this.running.set(key, request)
    try {
      const columns = await this.source.columns(id, from, to, TILE, request.signal)
      this.tiles.set(key, { id, from, to, end, columns, isStale: false })
      this.resting.delete(key)
      while (this.tiles.size > MOST_TILES) this.tiles.delete(this.tiles.keys().next().value)
      this.running.delete(key)
      this.wanted.delete(key)
      // The next one need not wait for a frame.
      this.#ask()
      this.#tell()
    } catch (error) {
      this.running.delete(key)
      this.wanted.delete(key)
      if (error.name === 'AbortError') return this.changed()
      // Asked for again with the next change, though not at every frame.
      this.resting.set(key, performance.now() + 3000)
      setTimeout(this.changed, 3050)
      this.failed(error)
    }
  }
}

/** The index of the column that holds an instant; -1 for none. */
export function columnAt(columns, time) {
  const index = Math.floor((time - columns.start) / columns.step)
  return index >= 0 && index < columns.mean.length ? index : -1
}
