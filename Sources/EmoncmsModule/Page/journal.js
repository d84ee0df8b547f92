// The journal of a feed as the module keeps it: edits, and the undos and redos among them.

/**
 * @typedef {Object} Entry
 * @property {number} edit
 * @property {string} key       The attempt's own id, by the page that made it.
 * @property {'edit'|'undo'|'redo'} kind
 * @property {?number} of       The edit that is undone or redone.
 * @property {string} gesture
 * @property {{id: number, name: string}} user
 * @property {number} time
 * @property {number} first
 * @property {number} npoints
 * @property {number} changed
 * @property {'pending'|'done'|'dropped'|'conflict'} status
 * @property {[number, number, string][]} changes  First slot, how many, what they were set to.
 */

export class Journal {
  /** @param {Entry[]} entries  The oldest first. */
  constructor(entries) {
    this.entries = entries
    this.done = entries.filter(({ status }) => status === 'done')
    const stack = []
    const undone = []
    for (const { edit, kind } of this.done) {
      if (kind === 'edit') {
        stack.push(edit)
        undone.length = 0
      } else if (kind === 'undo') undone.push(stack.pop())
      else stack.push(undone.pop())
    }
    this.standing = new Set(stack)
    /** The edit that undo would take back, and the one that redo would do again. */
    this.head = stack[stack.length - 1] ?? null
    this.redo = undone[undone.length - 1] ?? null
  }

  /** What is begun and neither done nor dropped; null for none. */
  get pending() {
    return this.entries.find(({ status }) => status === 'pending') ?? null
  }

  entry(edit) {
    return this.entries.find((entry) => entry.edit === edit) ?? null
  }

  /** Slots [first, end) that standing edits set, ordered, apart from each other. */
  get byHand() {
    const ranges = this.done.filter(({ edit, kind }) => kind === 'edit' && this.standing.has(edit))
      .flatMap(({ changes }) => changes.map(([first, count]) => [first, first + count]))
      .sort((a, b) => a[0] - b[0])
    const joined = []
    for (const [first, end] of ranges) {
      const last = joined[joined.length - 1]
      if (last && first <= last[1]) last[1] = Math.max(last[1], end)
      else joined.push([first, end])
    }
    return joined
  }

  /** The edits as the editor lists them, the newest first. */
  items(feed) {
    return this.done.filter(({ kind }) => kind === 'edit').reverse().map((entry) => ({
      edit: entry.edit, time: entry.time, what: entry.gesture, ...rangeOf(entry, feed),
      changedPoints: entry.changed, undone: !this.standing.has(entry.edit), who: entry.user?.name,
    }))
  }
}

/** The time that an entry covers. */
export function rangeOf({ first, npoints, changes }, { start, interval }) {
  const ranges = changes.length ? changes : [[first, npoints]]
  const low = Math.min(...ranges.map(([slot]) => slot))
  const high = Math.max(...ranges.map(([slot, count]) => slot + count))
  return { from: start + low * interval, to: start + high * interval }
}
