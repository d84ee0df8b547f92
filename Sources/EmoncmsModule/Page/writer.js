// Writing, so that nothing is ever half-written or lost: the module notes what is to change before
// the first point does, and what was noted is settled by whoever comes next.

import { SourceError } from '../editor/source.js'
import { rangeOf } from './journal.js'
import { settleLastValue } from './last-value.js'
import { isAsSeen, planOf } from './plan.js'
import { retrying } from './retry.js'
import { pointsOf, runsOf } from './runs.js'
import { Unfinished, randomKey } from './unfinished.js'
import { isSame, upload } from './upload.js'

/** How long what somebody else has begun is left alone, in seconds. */
const GRACE = 60

export class Writer {
  /**
   * @param {import('./http.js').Emoncms} emoncms
   * @param {import('./memory.js').Memory} memory
   * @param {import('./journals.js').Journals} journals
   * @param {{about: () => Object, gone: () => void}} host  What the module says of the Emoncms and
   *   of who asks; and who is told that a feed is no longer what it was.
   */
  constructor(emoncms, memory, journals, host) {
    Object.assign(this, { emoncms, memory, journals, host })
    this.unfinished = new Unfinished()
    this.queue = Promise.resolve()
    this.waiting = 0
  }

  /** Whether something is being written. */
  get isBusy() {
    return this.waiting > 0
  }

  /** Makes an edit. */
  edit(feed, { gesture, changes, seen }) {
    const asked = JSON.stringify(changes)
    return this.alone(() => this.#insist(feed, async (settled) => {
      // Begun before, and finished now: the same is not done twice.
      if (settled?.status === 'done' && settled.asked === asked) {
        return { entry: settled.entry }
      }
      const points = await this.memory.points(feed)
      await this.#readAnew(feed, points, changes)
      if (!isAsSeen(points, seen)) throw changedMeanwhile()
      const plan = planOf(points, changes)
      if (!plan.changes.length) {
        throw new SourceError('badRange', 'That period holds no point of the feed.')
      }
      return { plan, request: { kind: 'edit', of: null, gesture }, asked }
    }))
  }

  /** Undoes or redoes an edit: `kind` is `undo` or `redo`. */
  step(feed, kind, edit) {
    return this.alone(() => this.#insist(feed, async (settled) => {
      if (settled?.status === 'done' && settled.asked === `${kind} ${edit}`) {
        return { entry: settled.entry }
      }
      const points = await this.memory.points(feed)
      const made = this.journals.peek(feed.id)?.entry(edit) ??
        (await this.journals.read(feed.id)).entry(edit)
      if (!made) throw new SourceError('out_of_order', 'That edit is not in the journal any more.')
      const blocks = (await this.#blocks(edit)).map(({ first, before, after }) =>
        (kind === 'undo' ? { first, before: after, after: before } : { first, before, after }))
      for (const { first, before } of blocks) {
        const stands = await this.memory.range(feed.id, first, first + before.length)
        points.write(first, stands)
        if (!isSame(stands, before)) throw changedMeanwhile()
      }
      const { first, npoints, changes, changed, gesture } = made
      return {
        plan: { blocks, changed, changes, first, end: first + npoints },
        request: { kind, of: edit, gesture }, asked: `${kind} ${edit}`,
      }
    }))
  }

  /**
   * Settles what was begun in a feed and not finished.
   * @returns {Promise<?{status: string, entry: Object, asked: ?string}>}  Null where nothing was.
   */
  settle(feed) {
    return this.alone(() => this.#settle(feed))
  }

  /** Does something that no edit may come in between of. */
  alone(work) {
    this.waiting += 1
    const done = this.queue.then(work).finally(() => { this.waiting -= 1 })
    this.queue = done.catch(() => {})
    return done
  }

  /** Settles what is in the way, then writes; again where somebody else began in between. */
  async #insist(feed, prepare) {
    for (let attempt = 0; ; attempt += 1) {
      const isKnown = this.unfinished.has(feed.id) || this.journals.peek(feed.id)?.pending
      const settled = isKnown || attempt ? await this.#settle(feed) : null
      try {
        const { entry, plan, request, asked } = await prepare(settled)
        return this.#receipt(feed, entry ?? await this.#write(feed, plan, request, asked))
      } catch (error) {
        if (error.code === 'not_found') this.host.gone()
        const isPassing = error.code === 'busy' ||
          (error.code === 'changed_meanwhile' && await this.#isHarmless(feed))
        if (!isPassing || attempt > 1) throw error
      }
    }
  }

  /** What changed may wait to be settled, or be only that the feed grew; else a person must see. */
  async #isHarmless(feed) {
    const { pending } = await this.journals.read(feed.id)
    if (pending) return true
    const points = this.memory.peek(feed.id)
    const meta = await this.emoncms.ask(`feed/getmeta.json?id=${feed.id}`)
    const isSame = Number(meta?.start_time) === feed.start &&
      Number(meta?.interval) === feed.interval
    const npoints = Number(meta?.npoints)
    if (points && isSame && npoints === points.npoints) return false
    if (points && isSame && npoints > points.npoints) {
      await this.memory.follow({ ...feed, npoints })
      return true
    }
    this.memory.forget(feed.id)
    this.host.gone()
    return false
  }

  async #settle(feed) {
    const { pending } = await this.journals.read(feed.id)
    if (!pending) {
      this.unfinished.clear(feed.id)
      return null
    }
    const own = this.unfinished.get(pending.key)
    if (!own && this.emoncms.now - pending.time < GRACE) {
      throw new SourceError('busy', 'Somebody else is changing this feed.', {
        who: pending.user?.name ?? '?',
      })
    }
    const status = await this.#settleEntry(feed, pending.edit, await this.#blocks(pending.edit))
    this.unfinished.clear(feed.id)
    const entry = { ...pending, status }
    this.journals.put(feed.id, entry)
    return { status, entry, asked: own?.asked ?? null }
  }

  /** Finishes an edit where it was begun to be written, else drops it. */
  async #settleEntry(feed, edit, blocks) {
    const points = await this.memory.points(feed)
    let [isDone, isUntouched, isOurs] = [true, true, true]
    for (const { first, before, after } of blocks) {
      const stands = await this.memory.range(feed.id, first, first + after.length)
      points.write(first, stands)
      isDone &&= isSame(stands, after)
      isUntouched &&= isSame(stands, before)
      isOurs &&= stands.length === after.length &&
        stands.every((bits, i) => bits === after[i] || bits === before[i])
    }
    if (!isDone && !isUntouched && isOurs) {
      await this.#put(feed, points, blocks)
      isDone = true
    }
    const status = isDone ? 'done' : isUntouched ? 'dropped' : 'conflict'
    if (isDone) await this.#settleLastValue(feed, points, blocks)
    return this.#finish(edit, status)
  }

  async #write(feed, plan, request, asked) {
    const { blocks, changed, changes, first, end } = plan
    const points = await this.memory.points(feed)
    const key = randomKey()
    this.unfinished.add(key, { feed: feed.id, asked })
    const edit = await this.#begin(feed, points, key, plan, request)
    const entry = {
      edit, key, ...request, user: this.host.about().user, time: Math.round(this.emoncms.now),
      first, npoints: end - first, changed, changes, status: 'pending',
    }
    let wrong = null
    try {
      await this.#put(feed, points, blocks)
      wrong = await this.#settleLastValue(feed, points, blocks)
      entry.status = await this.#finish(edit, 'done')
    } catch (error) {
      entry.status = await this.#rescue(feed, entry, blocks, error)
    }
    this.unfinished.delete(key)
    this.journals.put(feed.id, entry)
    // Given up by somebody else while it was on its way: it stands, and is noted once more.
    if (entry.status === 'dropped') return this.#write(feed, plan, request, asked)
    if (entry.status === 'conflict') {
      throw new SourceError('conflict', 'Something else changed these points at the same time.')
    }
    if (wrong) throw wrong
    return entry
  }

  async #begin(feed, points, key, { blocks, changed, changes }, request) {
    try {
      const { edit } = await retrying(() => this.emoncms.tell('retouche/begin.json', {
        feed: feed.id, key, ...request, changes, changed,
        start: points.start, interval: points.interval, npoints: points.npoints,
        blocks: blocks.map(({ first, before, after }) =>
          ({ first, before: runsOf(before), after: runsOf(after) })),
      }))
      return edit
    } catch (error) {
      // Without an answer it may be noted, and is dropped once Emoncms answers.
      if (error.code !== 'offline') this.unfinished.delete(key)
      throw error
    }
  }

  /** What became of an edit that failed on its way. */
  async #rescue(feed, { edit, key }, blocks, error) {
    if (error.code === 'offline' || error.code === 'unauthorized') throw noted(error)
    if (error.code === 'not_found') {
      // Its entry goes with the feed.
      this.unfinished.delete(key)
      throw error
    }
    let status
    try {
      status = await retrying(() => this.#settleEntry(feed, edit, blocks))
    } catch (other) {
      throw noted(other)
    }
    if (status !== 'dropped') return status
    this.unfinished.delete(key)
    throw error
  }

  async #put(feed, points, blocks) {
    await retrying(() => upload(this.emoncms, this.memory, feed, blocks))
    for (const { first, after } of blocks) points.write(first, after)
  }

  /**
   * Only where the last point was written is there anything to see to.
   * @returns {Promise<?SourceError>} That it is shown wrongly: the points themselves are right.
   */
  async #settleLastValue(feed, points, blocks) {
    const isLast = blocks.some(({ first, after }) => first + after.length >= points.npoints)
    if (!isLast) return null
    try {
      const { emoncms: version } = this.host.about()
      await retrying(() => settleLastValue(this.emoncms, version, feed.id, points))
      return null
    } catch (error) {
      if (error.code !== 'last_value') throw error
      return error
    }
  }

  async #finish(edit, status) {
    try {
      await retrying(() => this.emoncms.tell('retouche/finish.json', { edit, status }))
      return status
    } catch (error) {
      // Somebody else came to an end with it meanwhile.
      if (error.code !== 'finished') throw error
      return error.values.status
    }
  }

  async #blocks(edit) {
    const { blocks } = await this.emoncms.ask(`retouche/blocks.json?edit=${edit}`)
    return blocks.map(({ first, before, after }) =>
      ({ first, before: pointsOf(before), after: pointsOf(after) }))
  }

  /** The points that an edit is about, as they are now. */
  async #readAnew(feed, points, changes) {
    const first = Math.min(...changes.map(({ from }) => points.slot(from)))
    const end = Math.max(...changes.map(({ to }) => points.slot(to)))
    if (first >= end) return
    const stands = await this.memory.range(feed.id, first, end)
    points.write(first, stands)
    if (stands.length < end - first) throw changedMeanwhile()
  }

  #receipt(feed, entry) {
    const { head, redo } = this.journals.peek(feed.id)
    return {
      edit: entry.edit, changedPoints: entry.changed, ...rangeOf(entry, feed), head, redo,
    }
  }
}

function changedMeanwhile() {
  return new SourceError('changed_meanwhile', 'This was changed meanwhile: nothing was written.')
}

/** An error after which what is noted waits to be settled. */
function noted(error) {
  const isKnown = error.code === 'offline' || error.code === 'unauthorized'
  return isKnown ? new SourceError(`${error.code}_noted`, error.message) : error
}
