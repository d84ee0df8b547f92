// The gestures of editing, each one entry of the journal. The lane changes at once; the source's
// answer settles it, and a refusal brings back what stands there, with the reason.

import {
  altersAnything, applied, clip, edgeMoved, flipped, indexAt, replace, seenUnder,
} from './segments.js'

export class Edits {
  /**
   * @param {import('./model.js').Model} model
   * @param {import('./source.js').Source} source
   * @param {(error: Error) => string} reason  An error as a sentence in the person's language.
   */
  constructor(model, source, reason) {
    this.model = model
    this.source = source
    this.reason = reason
    // One after the other: each is compared with what the one before left.
    this.queue = Promise.resolve()
    this.waiting = 0
    /** Edits that were made here: their events are no news. */
    this.own = new Set()
  }

  /** Whether an answer is still awaited. */
  get isPending() {
    return this.waiting > 0
  }

  /**
   * Makes one edit of the edited lane; nothing where it would alter nothing.
   * @param {string} gesture
   * @param {import('./source.js').Change[]} changes
   * @returns {Promise<boolean>} Whether it was made.
   */
  commit(gesture, changes) {
    const { model } = this
    const feed = model.edited
    const segments = model.editedSegments
    if (!model.canEdit || !changes.length || !altersAnything(segments, changes)) {
      return Promise.resolve(false)
    }
    const seen = seenUnder(segments, changes)
    this.#put(feed.id, applied(segments, changes))
    return this.#run(feed, () => this.source.edit(feed.id, { gesture, changes, seen }))
  }

  /** Sets a period to a state. */
  paint(from, to, state) {
    return this.commit('paint', [{ from, to, state }])
  }

  /** Gives a segment the other state. */
  flip(index) {
    const segment = this.model.editedSegments[index]
    if (!segment) return Promise.resolve(false)
    return this.commit('flip', [{ ...range(segment), state: flipped(segment.state) }])
  }

  /** Says that a period is as it should be: it becomes hand-set and keeps its states. */
  confirm(from, to) {
    const parts = clip(this.model.editedSegments, from, to)
    return this.commit('confirm', parts.map((part) => ({ ...range(part), state: part.state })))
  }

  /** Cuts a segment in two: the later part becomes one of its own, set by hand. */
  split(time) {
    const { model } = this
    const segment = model.editedSegments[indexAt(model.editedSegments, time)]
    if (!segment || time <= segment.from) return Promise.resolve(false)
    // What is hand-set already is cut by taking the other state: else the two would be one again.
    const state = segment.provenance === 'hand' ? flipped(segment.state) : segment.state
    return this.commit('split', [{ from: time, to: segment.to, state }])
  }

  /** Gives a segment the state of the one before it, or after it where it is the first. */
  merge(index) {
    const segments = this.model.editedSegments
    const neighbour = segments[index - 1] ?? segments[index + 1]
    if (!segments[index] || !neighbour) return Promise.resolve(false)
    return this.commit('merge', [{ ...range(segments[index]), state: neighbour.state }])
  }

  /** Moves the edge where segment `index` begins. */
  moveEdge(index, time) {
    const { model } = this
    const { changes } = edgeMoved(model.editedSegments, index, time, model.edited.interval)
    return this.commit('edge', changes)
  }

  /** Takes the latest edit back. */
  undo() {
    return this.#step('undo', (history) => history.head)
  }

  /** Does the edit again that was undone last. */
  redo() {
    return this.#step('redo', (history) => history.redo)
  }

  /** Undoes or redoes until an edit is the latest that stands; null for before the first. */
  async stepTo(edit) {
    const order = this.model.history.items.map((item) => item.edit)
    const place = (id) => (id === null ? order.length : order.indexOf(id))
    const target = place(edit)
    const isBack = place(this.model.history.head) < target
    while (target >= 0) {
      const now = place(this.model.history.head)
      // Past it is the way back to an edit that can no longer be done again: there it ends.
      if (now < 0 || (isBack ? now >= target : now <= target)) return
      if (!(await (isBack ? this.undo() : this.redo()))) return
    }
  }

  /** Reads the history anew. */
  async readHistory() {
    const feed = this.model.edited
    if (!feed) return this.model.set('history', { history: { head: null, redo: null, items: [] } })
    const history = await this.source.history(feed.id)
    if (this.model.edited?.id === feed.id) this.model.set('history', { history })
  }

  /**
   * Reads a period of a lane anew, or the whole of it.
   * @param {() => boolean} [isWanted]  Whether what was read may still be shown.
   */
  async refresh(id, from, to, isWanted = () => true) {
    const known = this.model.segments.get(id)
    if (from === undefined || !known?.length) {
      const all = await this.source.segments(id)
      return isWanted() && this.#put(id, all)
    }
    // A segment's length and confidence depend on what adjoins it: whole segments are read.
    const touched = known.filter((segment) => segment.to >= from && segment.from <= to)
    const start = Math.min(from, ...touched.map((segment) => segment.from))
    const end = Math.max(to, ...touched.map((segment) => segment.to))
    const fresh = await this.source.segments(id, start, end)
    const present = this.model.segments.get(id) ?? []
    if (fresh.length && isWanted()) {
      this.#put(id, replace(present, fresh[0].from, fresh[fresh.length - 1].to, fresh))
    }
  }

  /** Runs something that edits a lane, after what is under way, and settles what came of it. */
  settle(feed, work) {
    return this.#run(feed, work)
  }

  #step(direction, which) {
    const feed = this.model.edited
    if (!feed || !this.model.canEdit) return Promise.resolve(false)
    return this.#run(feed, async () => {
      const edit = which(this.model.history)
      if (edit === null || edit === undefined) return null
      const receipt = await this.source[direction](feed.id, edit)
      this.model.reveal(receipt.from, receipt.to)
      return receipt
    })
  }

  #run(feed, work) {
    this.waiting += 1
    this.model.tell('status')
    const done = this.queue.then(async () => {
      try {
        const receipt = await work()
        if (!receipt) return false
        this.own.add(receipt.edit)
        const { head, redo } = receipt
        this.model.history = { ...this.model.history, head, redo }
        await this.#reconcile(feed.id, receipt)
        await this.readHistory()
        return true
      } catch (error) {
        this.model.say('error', this.reason(error))
        await Promise.allSettled([this.refresh(feed.id), this.readHistory()])
        return false
      } finally {
        this.waiting -= 1
        this.model.tell('status')
      }
    })
    this.queue = done
    return done
  }

  /** Shows what stands once the last gesture is answered: what a later one put must not flicker. */
  async #reconcile(id, { from, to }) {
    const before = this.stale?.id === id ? this.stale : { from, to }
    this.stale = { id, from: Math.min(from, before.from), to: Math.max(to, before.to) }
    const isLast = () => this.waiting === 1
    if (!isLast()) return
    await this.refresh(id, this.stale.from, this.stale.to, isLast)
    if (isLast()) this.stale = null
  }

  #put(id, segments) {
    this.model.segments.set(id, segments)
    this.model.tell('segments', { id })
  }
}

/** A segment's time alone. */
function range({ from, to }) {
  return { from, to }
}
