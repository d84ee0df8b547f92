// What an editor knows and shows. Parts listen to it and change it; no part calls another.

/** @typedef {import('./source.js').Feed} Feed */
/** @typedef {import('./source.js').Segment} Segment */

/** Most curves that are drawn at once. */
export const MOST_CURVES = 8

/** The narrowest window, in seconds. */
export const NARROWEST = 600

/**
 * The state of an editor. What changed is told by an event of that name:
 *
 * - `lists`: feeds, circuits, workspace.
 * - `view`: circuit, curves, lanes, truth.
 * - `window`: the time shown.
 * - `cursor`: the instant under the pointer or chosen by keys.
 * - `selection`: the period of the edited lane that commands act on.
 * - `tool`: what dragging over the lane does.
 * - `segments`: those of a lane (`detail.id`).
 * - `draft`: what the gesture under way would do.
 * - `history`: journal of the edited lane.
 * - `proposal`: the staged inference and what was judged of it.
 * - `status`: connection, work under way.
 * - `notice`: a sentence for the person (`detail`: {kind, text}).
 * - `theme`: the colours.
 */
export class Model extends EventTarget {
  constructor() {
    super()
    /** @type {?{name: string, timeZone: string, canWrite: boolean}} */
    this.workspace = null
    /** @type {Map<number, Feed>} */
    this.feeds = new Map()
    this.circuits = []

    /** Name of the circuit at hand; null where feeds were chosen one by one. */
    this.circuit = null
    /** @type {{id: number, axis: 'left'|'right'}[]} */
    this.curves = []
    /** Ids of the state feeds drawn as lanes; the first is the one that is edited. */
    this.lanes = []
    /** Id of the feed to compare with; null for none. */
    this.truth = null

    this.window = { from: 0, to: 1 }
    this.cursor = null
    this.selection = null
    /** @type {'move'|'on'|'off'|'unknown'} */
    this.tool = 'move'
    /** Whether dragged edges go to the knee of the supply. */
    this.snaps = true

    /** @type {Map<number, Segment[]>} */
    this.segments = new Map()
    /** @type {?{changes: import('./source.js').Change[], label: string, time: ?number}} */
    this.draft = null
    this.history = { head: null, redo: null, items: [] }
    /** @type {?{proposal: import('./source.js').Proposal, judged: Map<number, boolean>}} */
    this.staged = null
    /** @type {{connected: boolean, loading: number, busy: ?string}} */
    this.status = { connected: true, loading: 0, busy: null }
  }

  /** Changes members and tells of it. */
  set(event, members) {
    Object.assign(this, members)
    this.tell(event)
  }

  /** Takes lists read anew: what is gone is no longer shown, a lane that is no state is a curve. */
  setLists({ feeds, ...lists }) {
    const { curves, lanes, truth } = this
    const isState = (id) => feeds.get(id)?.kind === 'state'
    const drawn = [...curves, ...lanes.filter((id) => !isState(id))
      .map((id) => ({ id, axis: 'left' }))]
    Object.assign(this, {
      curves: drawn.filter(({ id }) => feeds.has(id)).slice(0, MOST_CURVES),
      lanes: lanes.filter(isState), truth: feeds.has(truth) ? truth : null,
    })
    this.set('lists', { feeds, ...lists })
    const isOther = String(lanes) !== String(this.lanes) || this.curves.length !== curves.length
    if (isOther) this.tell('view')
  }

  /** Tells that something changed. */
  tell(event, detail) {
    this.dispatchEvent(new CustomEvent(event, { detail }))
  }

  /** Listens to several events at once. */
  on(events, listener) {
    for (const event of events.split(' ')) this.addEventListener(event, listener)
  }

  /** Says a sentence to the person: `kind` is `info`, `warning` or `error`. */
  say(kind, text) {
    this.tell('notice', { kind, text })
  }

  /** The feed that is edited; null for none. */
  get edited() {
    return this.feeds.get(this.lanes[0]) ?? null
  }

  /** Its segments; none while they are not there yet. */
  get editedSegments() {
    return this.segments.get(this.lanes[0]) ?? []
  }

  /** Whether this person may change anything at all. */
  get canWrite() {
    return Boolean(this.workspace?.canWrite)
  }

  /** Whether the edited lane may be changed. */
  get canEdit() {
    const { canWrite, edited, status } = this
    return canWrite && status.connected && edited?.kind === 'state'
  }

  /** The circuit at hand. */
  get currentCircuit() {
    return this.circuits.find((circuit) => circuit.name === this.circuit) ?? null
  }

  /** The time that the chosen feeds cover together; null where none has a point. */
  get span() {
    let [from, to] = [Infinity, -Infinity]
    for (const id of [...this.curves.map((curve) => curve.id), ...this.lanes]) {
      const feed = this.feeds.get(id)
      if (!feed?.npoints) continue
      from = Math.min(from, feed.start)
      to = Math.max(to, feed.end)
    }
    return from < to ? { from, to } : null
  }

  /** Shows a time: no narrower than ten minutes, and no further out than the feeds by half a window. */
  show(from, to) {
    const span = this.span
    let width = Math.max(NARROWEST, to - from)
    let middle = (from + to) / 2
    if (span) {
      width = Math.min(width, (span.to - span.from) * 1.1 + NARROWEST)
      middle = Math.min(Math.max(middle, span.from), span.to)
    }
    const window = { from: middle - width / 2, to: middle + width / 2 }
    if (window.from === this.window.from && window.to === this.window.to) return
    this.set('window', { window })
  }

  /** Moves the window, if it must, so that a period is seen with some time around it. */
  reveal(from, to) {
    const width = this.window.to - this.window.from
    if (to - from > width * 0.8) return this.show(from - (to - from) / 4, to + (to - from) / 4)
    const margin = width * 0.1
    if (from >= this.window.from + margin && to <= this.window.to - margin) return
    let start = (from + to - width) / 2
    // Before the first point and after the last there is nothing to see.
    if (this.span) start = Math.max(Math.min(start, this.span.to - width), this.span.from)
    this.show(start, start + width)
  }
}
