// The journals of feeds as they were read last.

import { Journal } from './journal.js'

export class Journals {
  /** @param {import('./http.js').Emoncms} emoncms */
  constructor(emoncms) {
    this.emoncms = emoncms
    this.known = new Map()
    /** Up to which edit a feed's journal was read: what was put here may leave out others'. */
    this.readTo = new Map()
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
    this.turn += 1
  }

  /** Puts an entry that was made or settled here. */
  put(id, entry) {
    this.turn += 1
    const others = (this.known.get(id)?.entries ?? []).filter(({ edit }) => edit !== entry.edit)
    this.known.set(id, new Journal([...others, entry]))
  }
}
