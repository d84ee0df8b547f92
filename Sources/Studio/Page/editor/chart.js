// The chart: curves, state lanes under them on one time axis, and the whole feed in small below.

import { drawTimeGrid, drawTimeLabels, drawValueAxis, drawWeekends, timeMarks } from './axes.js'
import { drawCurve, extent, piecesOf, valueAt } from './curves.js'
import { h, style } from './dom.js'
import { drawLane, drawProposal } from './lane.js'
import { drawOverview, drawWindow } from './overview.js'
import { FONT, hatch, readPalette } from './palette.js'
import { Pointer } from './pointer.js'
import { Readout } from './readout.js'
import { roomy, TimeScale, ValueScale } from './scale.js'
import { applied, indexAt } from './segments.js'
import { SeriesStore } from './series.js'

const LANE = 46
const CAPTION = 18
const LABELS = 40
const STAGED = 14
const TRUTH = 22

export class Chart {
  /**
   * @param {HTMLElement} element
   * @param {Object} parts  The editor's `model`, `edits`, `source`, `words` and `format`.
   */
  constructor(element, { model, edits, source, words, format }) {
    Object.assign(this, { element, model, edits, source, words, format })
    this.store = new SeriesStore(source, () => this.draw(), (error) => {
      if (error.code !== 'offline') model.say('error', words.error(error))
    })
    this.readout = new Readout(words, format)
    this.back = h('canvas', { class: 'rt-layer', role: 'img' })
    this.front = h('canvas', { class: 'rt-layer', 'aria-hidden': 'true' })
    this.bubble = h('div', { class: 'rt-bubble', hidden: true })
    this.area = h('div', { class: 'rt-canvas' }, this.back, this.front, this.bubble)
    element.replaceChildren(this.readout.element, this.area)
    this.pieces = new Map()
    this.end = new AbortController()
    this.pointer = new Pointer(this)
    this.#listen()
    this.resizing = new ResizeObserver(() => this.#resize())
    this.resizing.observe(this.area)
    this.#dress()
    this.readout.build(model)
    this.#readTruth()
  }

  /** Moves the window by a part of its width. */
  pan(part) {
    const { from, to } = this.model.window
    const shift = part * (to - from)
    this.model.show(from + shift, to + shift)
  }

  /** Makes the window some times as wide around an instant, or around the cursor. */
  zoom(factor, around) {
    const { cursor, window: { from, to } } = this.model
    const isInside = cursor > from && cursor < to
    const fixed = around ?? (isInside ? cursor : (from + to) / 2)
    this.model.show(fixed - (fixed - from) * factor, fixed + (to - fixed) * factor)
  }

  /** Moves the cursor by points of the edited feed, or of the first curve. */
  nudgeCursor(count) {
    const { model } = this
    const { from, to } = model.window
    const feed = model.edited ?? model.feeds.get(model.curves[0]?.id)
    if (!feed) return
    const start = model.cursor >= from && model.cursor < to ? model.cursor : (from + to) / 2
    const slot = Math.round((start - feed.start) / feed.interval) + count
    const cursor = feed.start + slot * feed.interval
    model.set('cursor', { cursor })
    model.reveal(cursor, cursor)
  }

  /** Leaves the gesture under way; whether there was one. */
  cancel() {
    return this.pointer.cancel()
  }

  destroy() {
    this.end.abort()
    this.pointer.cancel()
    this.resizing.disconnect()
    this.store.destroy()
    cancelAnimationFrame(this.frame)
  }

  /** Draws everything with the next frame. */
  draw() {
    this.isStale = true
    this.drawFront()
  }

  /** Draws what follows the hand with the next frame: lanes, cursor, selection. */
  drawFront() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null
      if (!this.width || this.end.signal.aborted) return
      if (this.isStale) this.#drawBack()
      this.isStale = false
      this.#drawFront()
    })
  }

  /** The part of the chart at a place: `plot`, `lane` with its index, `axis` or `overview`. */
  zoneAt(x, y) {
    const { overview, lanes, plot } = this.layout
    if (y >= overview.top - 4) return { part: 'overview' }
    const index = lanes.findIndex(({ top, height }) => y >= top - CAPTION / 2 && y < top + height)
    if (index >= 0) return { part: 'lane', index }
    return { part: y < plot.bottom ? 'plot' : 'axis' }
  }

  #listen() {
    const on = (events, listener) => {
      for (const event of events.split(' ')) {
        this.model.addEventListener(event, listener, { signal: this.end.signal })
      }
    }
    on('window', () => this.#ask())
    on('window status', () => this.draw())
    on('lists view', () => {
      const { curves } = this.model
      for (const { id } of curves) this.store.forget(id)
      this.readout.build(this.model)
      this.#readTruth()
      this.draw()
    })
    on('theme', () => this.#dress())
    on('segments proposal layout', () => this.draw())
    on('cursor selection draft tool', () => this.drawFront())
  }

  /** Reads the feed that the state is compared with, as states. */
  async #readTruth() {
    const { truth: id } = this.model
    if (id === null || !this.source.runs) this.truth = null
    else if (this.truth?.id !== id) {
      this.truth = { id, segments: [] }
      try {
        const segments = await this.source.runs(id, this.end.signal)
        if (this.truth?.id !== id) return
        this.truth = { id, segments }
        this.draw()
      } catch (error) {
        if (error.name !== 'AbortError') this.model.say('error', this.words.error(error))
      }
    }
  }

  /** Colours and hatching as the page has them now. */
  #dress() {
    const palette = readPalette(this.element)
    const ratio = devicePixelRatio || 1
    const pattern = (color, background) => {
      const made = this.front.getContext('2d')
        .createPattern(hatch(color, background, ratio), 'repeat')
      made.setTransform(new DOMMatrix().scale(1 / ratio))
      return made
    }
    palette.hatches = {
      unknown: pattern(palette.unknown, palette.paper), sketch: pattern(palette.paper, null),
    }
    this.palette = palette
    this.draw()
  }

  #resize() {
    const ratio = devicePixelRatio || 1
    const { width, height } = this.area.getBoundingClientRect()
    if (!width || !height) return
    if (ratio !== this.ratio) this.#dress()
    Object.assign(this, { width, height, ratio })
    for (const canvas of [this.back, this.front]) {
      canvas.width = Math.round(width * ratio)
      canvas.height = Math.round(height * ratio)
    }
    this.draw()
  }

  /** Where each part lies, from the bottom up: the plot takes what is left. */
  #arrange() {
    const { width, height, model } = this
    const isSmall = height < 420
    const right = model.curves.some(({ axis }) => axis === 'right') ? 52 : 18
    const left = 54
    const overview = { top: height - (isSmall ? 40 : 58), height: isSmall ? 34 : 50 }
    const labels = overview.top - LABELS - 4
    const tall = isSmall ? 34 : LANE
    const staged = model.staged?.proposal.differences.length ? STAGED : 0
    const lanes = []
    const truth = this.truth ? { top: labels - TRUTH, height: TRUTH } : null
    let bottom = truth ? truth.top - CAPTION : labels
    for (let index = model.lanes.length - 1; index >= 0; index -= 1) {
      lanes.unshift({ top: bottom - tall, height: tall })
      bottom -= tall + CAPTION + (index === 0 ? staged : 0)
    }
    this.layout = {
      left, right: width - right, labels, overview, lanes, staged, truth,
      plot: { top: 6, bottom: Math.max(40, bottom - 6) },
    }
    const { from, to } = model.window
    this.time = new TimeScale(from, to, left, Math.max(10, width - right - left))
    const span = model.span ?? model.window
    this.whole = new TimeScale(span.from, span.to, left, this.time.width)
  }

  #context(canvas) {
    const c = canvas.getContext('2d')
    c.setTransform(this.ratio, 0, 0, this.ratio, 0, 0)
    c.clearRect(0, 0, this.width, this.height)
    return c
  }

  /** Asks for what a window lacks, without waiting for the frame that will draw it. */
  #ask() {
    if (!this.width) return
    this.#arrange()
    this.store.begin()
    this.#readPieces()
    this.store.finish()
  }

  #readPieces() {
    const { model, store, time } = this
    this.pieces.clear()
    for (const { id } of model.curves) {
      const feed = model.feeds.get(id)
      if (!feed) continue
      this.pieces.set(id, piecesOf(store, feed, time.from, time.to, time.width * this.ratio))
    }
  }

  #drawBack() {
    this.#arrange()
    const { format, layout, model, palette, store, time } = this
    const { left, right, plot, labels } = layout
    const c = this.#context(this.back)
    const column = { top: plot.top, bottom: labels }
    const marks = timeMarks(time, format)
    drawWeekends(c, time, column, format, palette)
    drawTimeGrid(c, time, marks, column, palette)
    drawTimeLabels(c, time, marks, labels, format, palette)

    store.begin()
    this.#readPieces()
    const scales = this.#drawAxes(c)
    c.save()
    c.beginPath()
    c.rect(left, plot.top - 2, right - left, plot.bottom - plot.top + 4)
    c.clip()
    model.curves.forEach(({ id, axis }, index) => {
      const feed = model.feeds.get(id)
      if (feed) {
        drawCurve(c, this.pieces.get(id), feed, time, scales[axis], palette.curves[index], index)
      }
    })
    c.restore()
    this.#drawWhole(c)
    store.finish()
    this.#describe()
  }

  #drawAxes(c) {
    const { format, layout, model, palette } = this
    const { left, right, plot } = layout
    const scales = {}
    for (const side of ['left', 'right']) {
      const ids = model.curves.filter(({ axis }) => axis === side).map(({ id }) => id)
      if (!ids.length && side === 'right') continue
      let range = [Infinity, -Infinity]
      for (const id of ids) range = extent(this.pieces.get(id) ?? [], range)
      const scale = new ValueScale(...roomy(...range), plot.top, plot.bottom - plot.top)
      scales[side] = scale
      if (!(range[0] <= range[1])) continue
      const units = new Set(ids.map((id) => model.feeds.get(id)?.unit).filter(Boolean))
      const hasGrid = side === 'left' || !scales.left
      drawValueAxis(c, scale, side, { left, right }, [...units].join(', '), palette,
        format.number, hasGrid)
    }
    return scales
  }

  #drawWhole(c) {
    const { layout, model, palette, store, whole } = this
    if (!model.span) return
    const index = model.curves.findIndex(({ id }) => model.feeds.get(id)?.npoints)
    const feed = model.feeds.get(model.curves[index]?.id)
    const pieces = feed ? piecesOf(store, feed, whole.from, whole.to, whole.width) : []
    drawOverview(c, whole, layout.overview, pieces, palette.curves[Math.max(0, index)],
      model.editedSegments, palette)
    drawWindow(c, whole, layout.overview, model.window, palette)
  }

  #drawFront() {
    const { layout, model, palette, time } = this
    const c = this.#context(this.front)
    const { left, right, plot, lanes, labels } = layout
    model.lanes.forEach((id, index) => {
      const feed = model.feeds.get(id)
      const box = lanes[index]
      if (!feed || !box) return
      let segments = model.segments.get(id) ?? []
      if (index === 0 && model.draft) segments = applied(segments, model.draft.changes)
      const staged = index === 0 ? layout.staged : 0
      this.#drawCaption(c, feed.name, box.top - staged)
      drawLane(c, segments, time, box, palette)
      if (staged) {
        drawProposal(c, model.staged, time, { top: box.top - staged, height: staged - 3 }, palette)
      }
    })
    const truth = layout.truth && this.truth && model.feeds.get(this.truth.id)
    if (truth) {
      this.#drawCaption(c, this.words('chart.truth', { name: truth.name }), layout.truth.top)
      drawLane(c, this.truth.segments, time, layout.truth, palette)
    }
    this.#drawPeriod(c, model.selection, palette.accent)
    for (const change of model.draft?.changes ?? []) this.#drawPeriod(c, change, palette.accent)
    const { cursor } = model
    if (cursor !== null && cursor >= time.from && cursor <= time.to) {
      const x = Math.round(time.x(cursor)) + 0.5
      c.strokeStyle = palette.ink
      c.globalAlpha = 0.55
      c.lineWidth = 1
      c.beginPath()
      c.moveTo(x, plot.top)
      c.lineTo(x, labels)
      c.stroke()
      c.globalAlpha = 1
    }
    this.#showBubble(left, right)
    this.readout.show(cursor, model,
      (id) => valueAt(this.pieces.get(id) ?? [], cursor),
      (id) => {
        const segments = model.segments.get(id) ?? []
        return segments[indexAt(segments, cursor)]
      })
  }

  #drawCaption(c, text, top) {
    c.font = `12px ${FONT}`
    c.fillStyle = this.palette.muted
    c.textAlign = 'left'
    c.textBaseline = 'alphabetic'
    c.fillText(text, this.layout.left, top - 4)
  }

  /** A period over the plot and the edited lane. */
  #drawPeriod(c, period, color) {
    const { layout: { lanes, left, plot, right }, time } = this
    const box = lanes[0]
    if (!period || !box || period.to < time.from || period.from > time.to) return
    const a = Math.max(left - 1, time.x(period.from))
    const b = Math.min(right + 1, Math.max(time.x(period.to), a + 1))
    c.fillStyle = c.strokeStyle = color
    c.globalAlpha = 0.07
    c.fillRect(a, plot.top, b - a, plot.bottom - plot.top)
    c.globalAlpha = 1
    c.lineWidth = 2
    c.strokeRect(a, box.top - 2, b - a, box.height + 4)
  }

  /** What the gesture under way would do, beside the lane. */
  #showBubble(left, right) {
    const { bubble, layout, model: { draft }, time } = this
    bubble.hidden = !draft || !layout.lanes.length
    if (bubble.hidden) return
    bubble.textContent = draft.label
    const half = bubble.offsetWidth / 2
    const x = Math.min(Math.max(time.x(draft.time), left + half), right - half)
    style(bubble, { left: `${x - half}px`, top: `${layout.lanes[0].top - CAPTION - 20}px` })
  }

  /** What a picture of it would be called. */
  #describe() {
    const { format, model, words } = this
    const names = (ids) =>
      ids.map((id) => model.feeds.get(id)?.name).filter(Boolean).join(', ') || words('chart.none')
    this.back.setAttribute('aria-label', words('chart.label', {
      curves: names(model.curves.map(({ id }) => id)), lanes: names(model.lanes),
      from: format.time(model.window.from), to: format.time(model.window.to),
    }))
  }
}
