// What buttons and keys do. Each works on the selection, else on the segment at the cursor.

import { flipped, clip, edgeMoved, indexAt, onGrid } from './segments.js'
import { MOST_CURVES } from './model.js'

/** How long a person pauses before an edge moved by keys counts as moved, in ms. */
const PAUSE = 700

export class Actions {
  constructor(editor) {
    this.editor = editor
    this.model = editor.model
    this.edits = editor.edits
    this.nudge = null
  }

  /** The instant that commands start from. */
  get here() {
    const { cursor, selection, window } = this.model
    return cursor ?? selection?.from ?? (window.from + window.to) / 2
  }

  /** The period that commands act on; null where there is none. */
  get target() {
    const { selection, editedSegments } = this.model
    if (selection) return selection
    const segment = editedSegments[indexAt(editedSegments, this.here)]
    return segment ? { from: segment.from, to: segment.to } : null
  }

  undo() {
    if (!this.cancel()) this.edits.undo()
  }

  redo() {
    this.edits.redo()
  }

  /** Goes to the next place where the state changes, or the one before. */
  stepEdge(direction) {
    this.settleNudge()
    const segments = this.model.editedSegments
    const here = this.here
    let index = indexAt(segments, here) + (direction > 0 ? 1 : 0)
    if (direction < 0 && segments[index]?.from >= here) index -= 1
    while (index > 0 && segments[index]?.state === segments[index - 1].state) index += direction
    const segment = segments[Math.max(0, index)]
    if (!segment) return
    this.selectSegment(segment)
  }

  /** Selects a segment, puts the cursor at its edge and shows it. */
  selectSegment({ from, to, state }) {
    const { model } = this
    const { format, words } = this.editor
    model.set('cursor', { cursor: from })
    model.set('selection', { selection: { from, to } })
    model.reveal(from, Math.min(to, from + (model.window.to - model.window.from) / 2))
    this.editor.notices.announce(words('said.segment', {
      state: words(`state.${state}`), from: format.time(from), to: format.time(to),
      lasts: format.duration(to - from),
    }))
  }

  /** Moves the edge at the cursor, or where the selection begins; settled once the keys rest. */
  nudgeEdge(steps) {
    const { model } = this
    if (!model.canEdit) return
    const segments = model.editedSegments
    if (!this.nudge) {
      const at = segments.findIndex(({ from }) => from === model.cursor)
      const index = at > 0 ? at : segments.findIndex(({ from }) => from === model.selection?.from)
      if (index < 1) return this.editor.notices.announce(this.editor.words('said.noEdge'))
      this.nudge = { index, time: segments[index].from }
    }
    const { index, time } = this.nudge
    const { interval } = model.edited
    const moved = edgeMoved(segments, index, time + steps * interval, interval)
    this.nudge.time = moved.time
    const label = this.editor.format.time(moved.time)
    model.set('draft', { draft: { changes: moved.changes, label, time: moved.time } })
    model.set('cursor', { cursor: moved.time })
    this.editor.notices.announce(label)
    clearTimeout(this.nudge.timer)
    this.nudge.timer = setTimeout(() => this.settleNudge(), PAUSE)
  }

  /** Makes what the keys moved one edit. */
  settleNudge() {
    if (!this.nudge) return
    const { index, time, timer } = this.nudge
    clearTimeout(timer)
    this.nudge = null
    this.model.set('draft', { draft: null })
    const edge = this.model.editedSegments[index]
    this.edits.moveEdge(index, time)
    if (edge && edge.from !== time) this.model.set('selection', { selection: null })
  }

  /** Leaves what is under way. */
  cancel() {
    if (this.nudge) {
      clearTimeout(this.nudge.timer)
      this.nudge = null
      this.model.set('draft', { draft: null })
      return true
    }
    return this.editor.chart.cancel()
  }

  escape() {
    const { model, editor } = this
    if (this.cancel() || editor.chooser.close()) return
    if (model.tool !== 'move') model.set('tool', { tool: 'move' })
    else model.set('selection', { selection: null })
  }

  setState(state) {
    const { target } = this
    if (!target) return
    this.#keep(target)
    this.edits.paint(target.from, target.to, state)
  }

  flip() {
    const { target } = this
    if (!target) return
    this.#keep(target)
    const parts = clip(this.model.editedSegments, target.from, target.to)
    this.edits.commit('flip',
      parts.map(({ from, to, state }) => ({ from, to, state: flipped(state) })))
  }

  /** Keeps a period at hand: once set, it may be one with its neighbours, and a second key undoes. */
  #keep({ from, to }) {
    this.model.set('selection', { selection: { from, to } })
  }

  split() {
    if (this.model.edited) this.edits.split(onGrid(this.here, this.model.edited))
  }

  merge() {
    const { target } = this
    if (target) this.edits.merge(indexAt(this.model.editedSegments, target.from))
  }

  confirm() {
    const { target } = this
    if (target) this.edits.confirm(target.from, target.to)
  }

  /** Shows a day, week, month, heating season around where one is, or all. */
  period(kind) {
    const { model } = this
    const { calendar } = this.editor.format
    const { from, to } = model.window
    const inside = model.cursor >= from && model.cursor < to
    const middle = inside ? model.cursor : (from + to) / 2
    if (kind === 'all') {
      if (model.span) model.show(model.span.from, model.span.to)
      return
    }
    const range = periodAround(kind, middle, calendar)
    model.show(range.from, range.to)
  }

  /** Shows the time before or after, by whole periods where one is shown. */
  shift(direction) {
    const { from, to } = this.model.window
    const { calendar } = this.editor.format
    for (const kind of ['day', 'week', 'month']) {
      const range = periodAround(kind, (from + to) / 2, calendar)
      if (Math.abs(range.from - from) > 1 || Math.abs(range.to - to) > 1) continue
      const next = periodAround(kind, direction < 0 ? from - 3600 : to + 3600, calendar)
      return this.model.show(next.from, next.to)
    }
    this.model.show(from + direction * (to - from), to + direction * (to - from))
  }

  /** Shows the window from a local day on. */
  goTo(time) {
    const { from, to } = this.model.window
    this.model.set('cursor', { cursor: time })
    this.model.show(time, time + (to - from))
  }

  toggleSnap() {
    this.model.set('tool', { snaps: !this.model.snaps })
  }

  toggleCarpet() {
    this.editor.showCarpet(!this.editor.showsCarpet)
  }

  /** Draws a feed's curve, or no longer. */
  toggleCurve(id) {
    const { model } = this
    let curves = model.curves.filter((curve) => curve.id !== id)
    if (curves.length === model.curves.length) {
      if (curves.length >= MOST_CURVES) {
        return model.say('warning', this.editor.words('chooser.full', { n: MOST_CURVES }))
      }
      const first = model.feeds.get(curves.find(({ axis }) => axis === 'left')?.id)
      const { unit } = model.feeds.get(id)
      curves = [...curves, { id, axis: !first || first.unit === unit ? 'left' : 'right' }]
    }
    this.editor.show({ ...this.#chosen(), curves })
  }

  setAxis(id, axis) {
    const curves = this.model.curves.map((curve) => (curve.id === id ? { id, axis } : curve))
    this.editor.show({ ...this.#chosen(), curves })
  }

  /** Draws a state feed as a lane, or no longer; the first is edited. */
  toggleLane(id) {
    const { lanes } = this.model
    this.editor.show({
      ...this.#chosen(),
      lanes: lanes.includes(id) ? lanes.filter((lane) => lane !== id) : [...lanes, id],
    })
  }

  setTruth(truth) {
    this.editor.show({ ...this.#chosen(), truth })
  }

  #chosen() {
    const { circuit, curves, lanes, truth, window } = this.model
    return { circuit, curves, lanes, truth, ...window, carpet: this.editor.showsCarpet }
  }
}

/** The calendar's period that holds an instant; a heating season is October to April. */
function periodAround(kind, time, calendar) {
  const day = calendar.midnight(time)
  const { year, month, day: date } = calendar.parts(day)
  const first = (y, m) =>
    calendar.at({ year: y, month: m, day: 1, hour: 0, minute: 0, second: 0 })
  if (kind === 'day') return { from: day, to: calendar.addDays(day, 1) }
  if (kind === 'week') {
    const monday = (new Date(Date.UTC(year, month - 1, date)).getUTCDay() + 6) % 7
    const from = calendar.addDays(day, -monday)
    return { from, to: calendar.addDays(from, 7) }
  }
  if (kind === 'month') {
    return { from: first(year, month), to: calendar.addMonths(first(year, month), 1) }
  }
  const start = month >= 7 ? year : year - 1
  return { from: first(start, 10), to: first(start + 1, 5) }
}
