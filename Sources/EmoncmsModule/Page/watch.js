// What happens in Emoncms while the page is open: it tells nobody, so it is asked, now and then.

import { rangeOf } from './journal.js'

/** Between two rounds, in ms. */
const PERIOD = 15_000

export class Watch {
  /**
   * @param {Object} parts  `emoncms`, `memory`, `journals`, `writer`, and `feed`, which gives a
   *   feed by its id as the editor has it.
   * @param {(event: Object) => void} listener  As `subscribe` of a source.
   */
  constructor(parts, listener) {
    Object.assign(this, parts)
    this.listener = listener
    this.isOffline = false
    this.isStranger = false
    this.end = new AbortController()
    const { signal } = this.end
    document.addEventListener('visibilitychange', () => this.#wake(), { signal })
    addEventListener('online', () => this.#wake(), { signal })
    this.timer = setTimeout(() => this.#round(), PERIOD)
  }

  stop() {
    this.end.abort()
    clearTimeout(this.timer)
  }

  /** Who comes back to the page sees at once what happened meanwhile. */
  #wake() {
    if (document.visibilityState !== 'visible') return
    clearTimeout(this.timer)
    this.#round()
  }

  async #round() {
    if (this.isRunning) return
    this.isRunning = true
    try {
      if (document.visibilityState === 'visible' && !this.writer.isBusy) await this.#look()
    } finally {
      this.isRunning = false
      clearTimeout(this.timer)
      if (!this.end.signal.aborted) this.timer = setTimeout(() => this.#round(), PERIOD)
    }
  }

  async #look() {
    try {
      if (this.isStranger) await this.#greet()
      for (const id of new Set([...this.memory.known.keys(), ...this.journals.known.keys()])) {
        if (this.writer.isBusy || this.end.signal.aborted) return
        if (!this.feed(id)) {
          this.memory.forget(id)
          this.journals.forget(id)
          continue
        }
        await this.writer.alone(async () => {
          await this.#lookAtPoints(id)
          if (this.journals.peek(id)) await this.#lookAtEdits(id)
        })
      }
      if (this.isOffline) this.listener({ type: 'online' })
      this.isOffline = false
    } catch (error) {
      if (error.code === 'offline') this.#lose()
      else if (error.code === 'unauthorized' && !this.isStranger) {
        this.isStranger = true
        this.listener({ type: 'feeds' })
      } else if (error.code === 'not_found') this.listener({ type: 'feeds' })
    }
  }

  #lose() {
    if (!this.isOffline) this.listener({ type: 'offline' })
    this.isOffline = true
  }

  /** Whether who was logged out is in again. */
  async #greet() {
    const { user } = await this.emoncms.about()
    if (!user) return
    this.isStranger = false
    this.listener({ type: 'feeds' })
  }

  async #lookAtPoints(id) {
    const feed = this.feed(id)
    const meta = await this.emoncms.ask(`feed/getmeta.json?id=${id}`)
    const [start, interval, npoints] =
      [meta?.start_time, meta?.interval, meta?.npoints].map(Number)
    if (!(interval > 0)) return
    if (start === feed.start && interval === feed.interval && npoints === feed.npoints) return
    if (start !== feed.start || interval !== feed.interval || npoints < feed.npoints) {
      // Trimmed, cleared or made anew.
      this.memory.forget(id)
      this.journals.forget(id)
      return this.listener({ type: 'feeds' })
    }
    const from = feed.end
    const grown = { ...feed, npoints, end: start + npoints * interval }
    await this.memory.follow(grown)
    this.#tell(grown, { kind: 'append', edit: null, from: from - interval, to: grown.end })
  }

  async #lookAtEdits(id) {
    const feed = this.feed(id)
    await this.journals.read(id)
    const points = this.memory.peek(id)
    if (!points || !this.journals.isHeld(id)) return
    for (const entry of this.journals.unheld(id)) {
      const bits = await this.memory.range(id, entry.first, entry.first + entry.npoints)
      points.write(entry.first, bits)
      this.journals.hold(id, [entry])
      this.#tell(feed, { kind: entry.kind, edit: entry.edit, ...rangeOf(entry, feed) })
    }
  }

  #tell({ id, npoints, start, end }, change) {
    this.listener({ type: 'feed', feed: { id, npoints, start, end, change } })
  }
}
