// The journals of feeds as they were read last.

import { Journal } from './journal.js'

export class Journals {
  /** @param {import('./http.js').Emoncms} emoncms */
  constructor(emoncms) {
    this.emoncms = emoncms
    this.known = new Map()
    /** Up to which edit a feed's journal was read: what was put here may leave out others'. */
    this.readTo = new Map()
    /** The edits of each feed that its points here are known to hold. */
    this.held = new Map()
    /** Counts what was put: an answer from before is out of date. */
    this.turn = 0
  }

  peek(id) {
    return this.known.get(id)
  }

  /** Reads what came to a feed's journal, and what was still under way. */
  async read(id, signal) {
    const { turn } = this
    const readTo = this.readTo.get(id) ?? 0
    const known = (this.known.get(id)?.entries ?? []).filter(({ edit }) => edit <= readTo)
    const isOpen = known.findIndex(({ status }) => status === 'pending')
    const settled = isOpen < 0 ? known : known.slice(0, isOpen)
    const after = settled[settled.length - 1]?.edit ?? 0
    const { edits } =
      await this.emoncms.ask(`retouche/edits.json?feed=${id}&after=${after}`, { signal })
    if (turn !== this.turn) return this.read(id, signal)
    const journal = new Journal([...settled, ...edits])
    this.known.set(id, journal)
    this.readTo.set(id, journal.entries[journal.entries.length - 1]?.edit ?? 0)
    return journal
  }

  /** Forgets a feed's: it was cleared or made anew, or changed unseen. */
  forget(id) {
    this.known.delete(id)
    this.readTo.delete(id)
    this.held.delete(id)
    this.turn += 1
  }

  /** Whether it is known which edits a feed's points here hold. */
  isHeld(id) {
    return this.held.has(id)
  }

  /** Edits that are done, and that a feed's points here may not hold yet: others'. */
  unheld(id) {
    const held = this.held.get(id)
    return (this.known.get(id)?.done ?? []).filter(({ edit }) => !held?.has(edit))
  }

  /** Says that a feed's points hold edits; all that are known where none are given. */
  hold(id, entries = this.unheld(id)) {
    const held = this.held.get(id) ?? new Set()
    for (const { edit } of entries) held.add(edit)
    this.held.set(id, held)
  }

  /** Puts an entry that was made or settled here. */
  put(id, entry) {
    this.turn += 1
    const others = (this.known.get(id)?.entries ?? []).filter(({ edit }) => edit !== entry.edit)
    this.known.set(id, new Journal([...others, entry]))
    if (entry.status === 'done') this.hold(id, [entry])
  }
}
