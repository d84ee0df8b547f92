// The source over Emoncms's own API, and the few things that the module adds to it.

import { clip } from '../editor/segments.js'
import { SourceError } from '../editor/source.js'
import { bodyOf, circuitOf, circuitsOf } from './circuits.js'
import { createState } from './create-state.js'
import { feedOf, isOnGrid, listFeeds } from './feeds.js'
import { Emoncms } from './http.js'
import { Journals } from './journals.js'
import { Kinds } from './kinds.js'
import { Memory } from './memory.js'
import { namedFeeds } from './options.js'
import { Proposals } from './proposals.js'
import { segmentsOf, strangerIn } from './states.js'
import { Watch } from './watch.js'
import { Writer } from './writer.js'

/** @implements {import('../editor/source.js').Source} */
export class EmoncmsSource {
  /**
   * @param {string} base         Emoncms's address.
   * @param {Object} [options]
   * @param {?string} [options.key]    In the place of the login.
   * @param {?Object} [options.feeds]  What the page's address names, as `readOptions` gives it.
   * @param {boolean} [options.isReadOnly]  Whether nothing is to be written, whoever asks.
   * @param {(key: string) => string} [options.words]  Says what must be said of a feed itself.
   */
  constructor(base, {
    key = null, feeds: named = null, isReadOnly = false, words = (text) => text,
  } = {}) {
    this.named = named
    this.isReadOnly = isReadOnly
    /** Names of states that something else in Emoncms looks for: the app My Heatpump. */
    this.stateNames = ['heatpump_ch']
    this.words = words
    this.emoncms = new Emoncms(base, key)
    this.listeners = new Set()
    this.untold = []
    const tell = (event) => this.#tell(event)
    this.memory = new Memory(this.emoncms, (id) => this.#tellWhole(id))
    this.journals = new Journals(this.emoncms)
    this.kinds = new Kinds(this.emoncms, () => tell({ type: 'feeds' }))
    this.writer = new Writer(this.emoncms, this.memory, this.journals, {
      about: () => this.about, gone: () => tell({ type: 'feeds' }),
    })
    /** @type {Map<number, import('../editor/source.js').Feed>} */
    this.known = new Map()
    this.kept = []
    this.about = null
    /** Whether Emoncms was away, and may have changed unseen. */
    this.isStale = false
  }

  async workspace() {
    this.asking = this.#ask()
    const { user, emoncms, can_write: canWrite, time_zone: timeZone } = await this.asking
    return { name: user?.name || 'Emoncms', timeZone, version: emoncms, canWrite }
  }

  feeds() {
    this.listing = this.#list()
    return this.listing
  }

  async circuits() {
    await (this.listing ?? this.feeds())
    const given = this.circuitList?.find(({ id }) => id === null)?.name
    this.circuitList = circuitsOf(this.kept, this.named, this.known, given)
    return this.circuitList
  }

  columns(id, from, to, count, signal) {
    return this.memory.columns(this.#feed(id), from, to, count, signal)
  }

  async segments(id, from, to) {
    const feed = this.#feed(id)
    if (!feed.npoints) return []
    if (!this.journals.isHeld(id)) {
      // The journal first: what it tells then lies in the points.
      const { pending } = await this.journals.read(id)
      await this.memory.points(feed)
      this.journals.hold(id)
      if (pending) await this.#settle(id)
    }
    const points = await this.memory.points(feed)
    this.#mustBeStates(feed, points)
    const segments = segmentsOf(points, this.journals.peek(id).byHand)
    return from === undefined ? segments : clip(segments, from, to)
  }

  async history(id, signal) {
    const journal = await this.journals.read(id, signal)
    const { head, redo } = journal
    return { head, redo, items: journal.items(this.#feed(id)) }
  }

  edit(id, edit) {
    return this.#write(() => this.writer.edit(this.#feed(id), edit))
  }

  undo(id, edit) {
    return this.#write(() => this.writer.step(this.#feed(id), 'undo', edit))
  }

  redo(id, edit) {
    return this.#write(() => this.writer.step(this.#feed(id), 'redo', edit))
  }

  async createCircuit(circuit) {
    return circuitOf(await this.emoncms.tell('retouche/circuit.json', bodyOf(circuit)))
  }

  async createState({ like, name, tag, circuit: circuitName }) {
    const id = await createState(
      this.emoncms, this.memory, this.#feed(like), name, tag, this.about.emoncms)
    const circuit = this.circuitList?.find((each) => each.name === circuitName)
    // One that the address names is not kept: it stands there for as long as the page.
    if (circuit?.id) await this.createCircuit({ ...circuit, state: id })
    else if (circuit && this.named) this.named.state = id
    const { start, interval, npoints } = this.#feed(like)
    const feed = feedOf(
      { id, name, tag, interval, npoints, start_time: start }, true, this.words('feed.broken'))
    this.kinds.confirm(id)
    this.known.set(id, feed)
    return feed
  }

  subscribe(listener) {
    this.listeners.add(listener)
    for (const event of this.untold.splice(0)) listener(event)
    const { emoncms, memory, journals, writer } = this
    const feed = (id) => this.known.get(id)
    const watch = new Watch({ emoncms, memory, journals, writer, feed }, (event) => {
      if (event.type === 'offline') this.isStale = true
      this.#tell(event)
    })
    return () => {
      this.listeners.delete(listener)
      watch.stop()
    }
  }

  /** An editor hides what its source cannot do: it can, once a Studio was found beside Emoncms. */
  #infers() {
    const proposals = this.proposals ??= new Proposals(this.emoncms)
    this.propose = (name) => {
      const circuit = this.circuitList.find((each) => each.name === name)
      return proposals.propose(circuit, () => this.segments(circuit.state))
    }
    this.apply = async (name, id, judged) => {
      const { state } = this.circuitList.find((each) => each.name === name)
      const { feed, edit } = proposals.editOf(id, judged, await this.segments(state))
      return { ...await this.edit(feed, edit), feed }
    }
  }

  async #write(work) {
    try {
      return await work()
    } catch (error) {
      // Who listens then asks until Emoncms answers, and what was noted is settled.
      if (String(error.code).startsWith('offline')) this.#tell({ type: 'offline' })
      throw error
    }
  }

  #tell(event) {
    const known = event.feed && this.known.get(event.feed.id)
    if (known) {
      const { npoints, start, end } = event.feed
      this.known.set(known.id, { ...known, npoints, start, end })
    }
    // What was settled before anybody listened is told to who comes first.
    if (!this.listeners.size && event.type === 'settled') this.untold.push(event)
    for (const listener of this.listeners) listener(event)
  }

  /** That all of a feed is known exactly now. */
  #tellWhole(id) {
    const feed = this.known.get(id)
    if (feed) this.#tellChange(feed, 'other', feed.start, feed.end)
  }

  #tellChange({ id, npoints, start, end }, kind, from, to) {
    const change = { kind, edit: null, from, to }
    this.#tell({ type: 'feed', feed: { id, npoints, start, end, change } })
  }

  async #ask() {
    try {
      const about = await this.emoncms.about()
      this.about = { ...about, can_write: about.can_write && !this.isReadOnly }
    } catch (error) {
      this.isStale = true
      throw error
    }
    if (this.isStale) this.#forgetStates()
    if (this.about.inference && this.about.can_write) this.#infers()
    await this.#settleAll()
    return this.about
  }

  async #list() {
    const { user } = await (this.asking ?? this.#ask())
    const isKnown = Boolean(user) || this.emoncms.isKnown
    this.kept = isKnown ? (await this.emoncms.ask('retouche/circuits.json')).circuits : []
    const states =
      new Set([this.named?.state, ...this.kept.map(({ state }) => state)].filter(Boolean))
    const listed = (await listFeeds(this.emoncms, isKnown, namedFeeds(this.named))).filter(isOnGrid)
    if (!user && !listed.length) {
      throw new SourceError('unauthorized', 'Log in to Emoncms to see its feeds.')
    }
    const isState = await this.kinds.statesAmong(listed, states)
    const feeds = listed.map((feed) =>
      feedOf(feed, isState.has(Number(feed.id)), this.words('feed.broken')))
    const before = this.known
    this.known = new Map(feeds.map((feed) => [feed.id, feed]))
    for (const feed of feeds) await this.#follow(feed, before.get(feed.id))
    await this.#settleAll()
    return feeds
  }

  /** Settles what this page began and did not see the end of. */
  async #settleAll() {
    for (const id of this.writer.unfinished.feeds) await this.#settle(id)
  }

  /** Settles what was begun in a feed and not finished; whoever is still at it is left to it. */
  async #settle(id) {
    const feed = this.known.get(id)
    if (!feed || !this.about.can_write) return
    try {
      const settled = await this.writer.settle(feed)
      if (settled) this.#tell({ type: 'settled', status: settled.status })
    } catch (error) {
      if (error.code === 'unauthorized') throw error
    }
  }

  /** What may have changed unseen is fetched anew. */
  #forgetStates() {
    this.isStale = false
    for (const { id, kind } of this.known.values()) {
      if (kind !== 'state') continue
      this.memory.forget(id)
      this.journals.forget(id)
    }
  }

  /** A feed that grew while nobody looked has more points than are kept. */
  async #follow(feed, before) {
    if (before && (before.start !== feed.start || before.interval !== feed.interval)) {
      this.journals.forget(feed.id)
    }
    const points = this.memory.peek(feed.id)
    if (!points || points.npoints === feed.npoints) return
    const from = points.end - points.interval
    await this.memory.follow(feed)
    this.#tellChange(feed, 'append', from, feed.end)
  }

  #mustBeStates(feed, points) {
    if (this.checked?.points === points && this.checked.version === points.version) return
    const slot = strangerIn(points)
    if (slot < 0) {
      this.checked = { points, version: points.version }
      return
    }
    this.kinds.refute(feed.id)
    this.#tell({ type: 'feeds' })
    const { lang } = document.documentElement
    const time = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, {
      dateStyle: 'medium', timeStyle: 'short', timeZone: this.about.time_zone,
    }).format(points.time(slot) * 1000)
    const value = points.values[slot]
    throw new SourceError('not_a_state', `${feed.name} holds ${value} at ${time}.`, {
      name: feed.name, time, value,
    })
  }

  #feed(id) {
    const feed = this.known.get(id)
    if (!feed) throw new SourceError('not_found', `There is no feed ${id}.`)
    return feed
  }
}
