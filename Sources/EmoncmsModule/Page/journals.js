// The journals of feeds as they were read last.

import { Journal } from './journal.js'

export class Journals {
  /** @param {import('./http.js').Emoncms} emoncms */
  constructor(emoncms) {
    this.emoncms = emoncms
    this.known = new Map()
    /** Counts what was put: an answer from before is out of date. */
    this.turn = 0
  }

  peek(id) {
    return this.known.get(id)
  }

  /** Reads a feed's journal anew. */
  async read(id, signal) {
    const { turn } = this
    const { edits } = await this.emoncms.ask(`retouche/edits.json?feed=${id}`, { signal })
    if (turn !== this.turn) return this.read(id, signal)
    const journal = new Journal(edits)
    this.known.set(id, journal)
    return journal
  }

  /** Puts an entry that was made or settled here. */
  put(id, entry) {
    this.turn += 1
    const others = (this.known.get(id)?.entries ?? []).filter(({ edit }) => edit !== entry.edit)
    this.known.set(id, new Journal([...others, entry]))
  }
}
