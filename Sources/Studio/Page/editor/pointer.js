// What the hand does on the chart: it moves through time, drags edges, paints, selects.

import { indexAt, edgeMoved, flipped, onGrid, stateRuns } from './segments.js'
import { knee } from './knee.js'

/** How near an edge is to be touched, in pixels, by a mouse and by a finger. */
const REACH = { mouse: 6, touch: 16, pen: 10 }
/** How far an edge is drawn to a knee, in pixels. */
const PULL = 14
/** Pixels beyond which a press is a drag. */
const STILL = 4
/** How far around an edge the supply is searched for knees, in seconds. */
const AROUND = 6 * 3600

export class Pointer {
  /** @param {import('./chart.js').Chart} chart */
  constructor(chart) {
    this.chart = chart
    this.model = chart.model
    /** Where the fingers are, by pointer id. */
    this.held = new Map()
    this.gesture = null
    const { front, end: { signal } } = chart
    const on = (type, listener) => front.addEventListener(type, listener, { signal })
    on('pointerdown', (event) => this.#down(event))
    on('pointermove', (event) => this.#move(event))
    on('pointerup', (event) => this.#up(event))
    on('pointercancel', (event) => this.#lose(event))
    on('pointerleave', (event) => this.#leave(event))
    on('dblclick', (event) => this.#flip(event))
    // A finger that rests before it drags must not be taken for one that asks for a menu.
    on('contextmenu', (event) => event.preventDefault())
    front.addEventListener('wheel', (event) => this.#wheel(event), { signal, passive: false })
  }

  /** Leaves the gesture under way; whether there was one. */
  cancel() {
    if (!this.gesture) return false
    const { window } = this.gesture
    if (window) this.model.show(window.from, window.to)
    this.gesture = null
    if (this.model.draft) this.model.set('draft', { draft: null })
    return true
  }

  #place(event) {
    const { left, top } = this.chart.front.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }

  #down(event) {
    const { chart, held, model } = this
    if (event.button !== 0 || !chart.time) return
    document.activeElement?.blur?.()
    chart.front.setPointerCapture(event.pointerId)
    const place = this.#place(event)
    held.set(event.pointerId, place)
    if (held.size === 2) return this.#beginPinch()
    if (held.size > 2) return
    const zone = chart.zoneAt(place.x, place.y)
    const time = chart.time.time(place.x)
    const hand = event.pointerType
    const common = { start: place, time, scale: chart.time, moved: false, hand }
    const isLane = zone.part === 'lane' && zone.index === 0
    if (zone.part === 'overview') this.gesture = this.#overview(place, common)
    else if (isLane && event.shiftKey) this.gesture = { ...common, kind: 'select' }
    else if (isLane && model.canEdit && model.tool !== 'move') {
      // Who paints from an edge on means the stretch beside it, not the edge.
      this.gesture = { ...common, kind: 'paint', state: model.tool }
    } else if (isLane && model.canEdit && this.#edgeAt(place.x, hand)) {
      this.gesture = { ...common, kind: 'edge', ...this.#edgeAt(place.x, hand) }
      this.#readSupply(this.gesture)
    } else this.gesture = { ...common, kind: 'pan', window: model.window, isLane }
  }

  #move(event) {
    const { chart, gesture, held, model } = this
    const place = this.#place(event)
    if (!chart.time) return
    if (held.has(event.pointerId)) held.set(event.pointerId, place)
    if (!gesture) return this.#hover(place, event)
    if (gesture.kind === 'pinch') return this.#pinch(gesture)
    const { x, y } = gesture.start
    if (Math.hypot(place.x - x, place.y - y) > STILL) gesture.moved = true
    if (!gesture.moved) return
    const time = gesture.scale.time(place.x)
    if (gesture.kind === 'pan') {
      const shift = gesture.time - time
      model.show(gesture.window.from + shift, gesture.window.to + shift)
    } else if (gesture.kind === 'overview') this.#moveWindow(gesture, chart.whole.time(place.x))
    else if (gesture.kind === 'edge') this.#moveEdge(gesture, time, event.altKey)
    else this.#stretch(gesture, time, event.altKey)
  }

  #up(event) {
    const { edits } = this.chart
    const { gesture, model } = this
    this.held.delete(event.pointerId)
    if (!gesture) return
    if (gesture.kind === 'pinch') {
      if (!this.held.size) this.gesture = null
      return
    }
    this.gesture = null
    const { draft } = model
    if (draft) model.set('draft', { draft: null })
    if (!gesture.moved) {
      if (gesture.kind === 'pan' && gesture.isLane) this.#select(gesture.time)
      else if (gesture.kind === 'pan') model.set('selection', { selection: null })
    } else if (gesture.kind === 'paint' && gesture.period) {
      const { from, to } = gesture.period
      edits.paint(from, to, gesture.state)
    } else if (gesture.kind === 'edge' && draft) {
      edits.commit('edge', draft.changes)
      model.set('selection', { selection: null })
    }
  }

  #lose(event) {
    this.held.delete(event.pointerId)
    this.cancel()
  }

  #leave() {
    if (!this.gesture && this.model.cursor !== null) this.model.set('cursor', { cursor: null })
  }

  #hover({ x, y }, event) {
    const { chart, model } = this
    const zone = chart.zoneAt(x, y)
    const isInside = x >= chart.layout.left && x <= chart.layout.right
    let shape = 'grab'
    if (zone.part === 'overview') shape = 'pointer'
    else if (zone.part === 'lane' && zone.index === 0 && model.canEdit) {
      if (model.tool !== 'move') shape = 'crosshair'
      else if (this.#edgeAt(x, event.pointerType)) shape = 'ew-resize'
    }
    chart.front.style.cursor = shape
    const cursor = isInside && zone.part !== 'overview' ? chart.time.time(x) : null
    if (event.pointerType === 'mouse' || event.buttons) model.set('cursor', { cursor })
  }

  #flip(event) {
    const { chart, model } = this
    const { x, y } = this.#place(event)
    const zone = chart.zoneAt(x, y)
    if (zone.part !== 'lane' || zone.index !== 0 || !model.canEdit) return
    const segments = stateRuns(model.editedSegments)
    const run = segments[indexAt(segments, chart.time.time(x))]
    if (!run) return
    chart.edits.commit('flip', [{ from: run.from, to: run.to, state: flipped(run.state) }])
  }

  #wheel(event) {
    const { chart, model } = this
    if (!chart.time) return
    event.preventDefault()
    const { x, y } = this.#place(event)
    const unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1
    const sideways = event.deltaX || (event.shiftKey ? event.deltaY : 0)
    if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
      return chart.pan(sideways * unit / chart.time.width)
    }
    const speed = event.ctrlKey ? 0.01 : 0.0016
    const isWhole = chart.zoneAt(x, y).part === 'overview'
    const { from, to } = model.window
    chart.zoom(Math.exp(event.deltaY * unit * speed),
      isWhole ? (from + to) / 2 : chart.time.time(x))
  }

  // Two fingers.

  #beginPinch() {
    this.cancel()
    const [a, b] = [...this.held.values()].map(({ x }) => this.chart.time.time(x))
    this.gesture = { kind: 'pinch', a, b }
  }

  /** What lay under the fingers stays under them. */
  #pinch({ a, b }) {
    if (this.held.size !== 2) return
    const { left, width } = this.chart.time
    const [x, y] = [...this.held.values()].map((place) => place.x)
    const scale = (b - a) / (y - x)
    if (!(scale > 0) || Math.abs(y - x) < 8) return
    const from = a - (x - left) * scale
    this.model.show(from, from + width * scale)
  }

  // The overview.

  #overview({ x }, common) {
    const { chart: { whole }, model: { window } } = this
    const [a, b] = [whole.x(window.from), whole.x(window.to)]
    const gesture = { ...common, kind: 'overview', window, grip: 'whole', time: whole.time(x) }
    if (Math.abs(x - a) < 7) gesture.grip = 'from'
    else if (Math.abs(x - b) < 7) gesture.grip = 'to'
    else if (x < a || x > b) {
      const half = (window.to - window.from) / 2
      this.model.show(gesture.time - half, gesture.time + half)
      gesture.window = this.model.window
    }
    return gesture
  }

  #moveWindow({ grip, window, time }, now) {
    const shift = now - time
    const from = window.from + (grip === 'to' ? 0 : shift)
    const to = window.to + (grip === 'from' ? 0 : shift)
    this.model.show(Math.min(from, to), Math.max(from, to))
  }

  // Edges.

  /** The edge within reach: the states' runs, and which of them begins there. */
  #edgeAt(x, kind) {
    const { chart: { time }, model } = this
    const reach = time.seconds(REACH[kind] ?? REACH.mouse)
    const at = time.time(x)
    const segments = model.editedSegments
    const around = [indexAt(segments, at - reach), indexAt(segments, at + reach)]
    // Many edges within reach: nobody means one of them.
    if (around[0] === around[1] || around[1] - around[0] > 2) return null
    const runs = stateRuns(segments)
    let best = null
    for (let index = Math.max(1, indexAt(runs, at - reach)); index < runs.length; index += 1) {
      const distance = Math.abs(runs[index].from - at)
      if (runs[index].from > at + reach) break
      if (distance <= reach && !(best?.distance <= distance)) best = { index, distance }
    }
    return best && { runs, index: best.index, offset: runs[best.index].from - at }
  }

  /** Reads the supply's points around an edge. */
  async #readSupply(gesture) {
    const { chart, model } = this
    const feed = model.feeds.get(model.currentCircuit?.supply ?? model.curves[0]?.id)
    if (!feed?.npoints) return
    const edge = gesture.runs[gesture.index].from
    const from = Math.max(feed.start, edge - AROUND)
    const to = Math.min(feed.end, edge + AROUND)
    const count = Math.ceil((to - from) / feed.interval)
    if (!(count > 2 && count <= 20_000)) return
    try {
      gesture.supply = await chart.source.columns(feed.id, from, to, count)
    } catch {
      // Without the supply the edge goes where the hand puts it.
    }
  }

  #moveEdge(gesture, time, isFree) {
    const { chart: { format, words }, model } = this
    const { index, offset, runs, scale, supply } = gesture
    const wanted = time + offset
    let target = wanted
    let isKnee = false
    if (supply && model.snaps && !isFree) {
      const found = knee(supply, wanted, scale.seconds(PULL), runs[index].state === 'on')
      if (found) [target, isKnee] = [onGrid(found.time, model.edited), true]
    }
    const moved = edgeMoved(runs, index, target, model.edited.interval)
    isKnee &&= moved.time === target
    const label = words(isKnee ? 'chart.knee' : 'chart.edge', { time: format.time(moved.time) })
    model.set('draft', { draft: { changes: moved.changes, label, time: moved.time } })
    model.set('cursor', { cursor: moved.time })
  }

  // Painting and selecting.

  #stretch(gesture, time, isFree) {
    const { chart: { format, words }, model } = this
    const feed = model.edited
    if (!feed) return
    // An end near an edge falls on it, so that no sliver is left between.
    const land = (instant) => {
      const near = model.snaps && !isFree && this.#edgeAt(gesture.scale.x(instant), gesture.hand)
      return near ? near.runs[near.index].from : onGrid(instant, feed)
    }
    const [a, b] = [gesture.time, time].map(land)
    const from = Math.min(a, b)
    const to = Math.max(a, b, Math.min(from + feed.interval, feed.end))
    if (gesture.kind === 'select') return model.set('selection', { selection: { from, to } })
    gesture.period = { from, to }
    const label = words('chart.paint', {
      state: words(`state.${gesture.state}`), from: format.time(from),
      to: format.clock(to), lasts: format.duration(to - from),
    })
    const changes = [{ from, to, state: gesture.state }]
    model.set('draft', { draft: { changes, label, time: b } })
    model.set('cursor', { cursor: b })
  }

  #select(time) {
    const { model } = this
    const segment = model.editedSegments[indexAt(model.editedSegments, time)]
    const selection = segment ? { from: segment.from, to: segment.to } : null
    model.set('cursor', { cursor: time })
    model.set('selection', { selection })
  }
}
