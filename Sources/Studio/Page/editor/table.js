// The segments as a table: every edit of the lane by keyboard and field.

import { field, h, put, select } from './dom.js'
import { icon } from './icons.js'
import { edgeMoved, indexAt, widened } from './segments.js'
import { isUncertain } from './reviewing.js'
import { VirtualList } from './virtual.js'

const STATES = ['on', 'off', 'unknown']
const COLUMNS = ['from', 'to', 'lasts', 'state', 'source', 'confidence']
const ROW = 34

export class SegmentTable {
  constructor(editor) {
    this.editor = editor
    const { words } = editor
    this.indices = []
    this.active = { row: 0, column: 0 }
    this.states = STATES.map((state) => [state, words(`state.${state}`)])

    this.state = select({ 'aria-label': words('column.state'), onchange: () => this.show() },
      [['', words('filter.all')], ...this.states])
    this.kind = select({ 'aria-label': words('column.source'), onchange: () => this.show() },
      ['any', 'uncertain', 'hand', 'inferred'].map((kind) => [kind, words(`filter.${kind}`)]))
    this.count = h('span', { class: 'rt-muted rt-space', role: 'status' })

    const scroller = h('div', { class: 'rt-scroll', role: 'rowgroup', tabindex: -1 })
    this.list = new VirtualList(scroller, ROW, (index) => this.#row(index), { role: 'presentation' })
    this.grid = h('div', {
      class: 'rt-grid', role: 'grid', 'aria-label': words('panel.segments'),
      'aria-colcount': COLUMNS.length, onkeydown: (event) => this.#key(event),
    },
    h('div', { role: 'rowgroup' },
      h('div', { class: 'rt-line rt-columns', role: 'row', 'aria-rowindex': 1 },
        COLUMNS.map((column) => {
          const name = `column.${column}`
          return h('span', { role: 'columnheader', title: words(name) },
            words(words.has(`${name}.short`) ? `${name}.short` : name))
        }))),
    scroller)
    this.empty = h('p', { class: 'rt-blank' })
    this.form = this.#form()
    this.element = h('section', { class: 'rt-tab' },
      h('div', { class: 'rt-row rt-filters' }, this.state, this.kind, this.count),
      this.grid, this.empty, this.form)

    editor.listen('segments view status', () => this.show())
    editor.listen('selection', () => this.#select())
  }

  /** Shows the segments as they are now; nothing while the tab is away. */
  show() {
    if (this.element.hidden || this.isEditing) return
    const { model, words } = this.editor
    const [state, kind] = [this.state.value, this.kind.value]
    const segments = model.editedSegments
    this.indices = []
    segments.forEach((segment, index) => {
      const isKind = kind === 'any' || segment.provenance === kind ||
        (kind === 'uncertain' && isUncertain(segment))
      if (isKind && (!state || segment.state === state)) this.indices.push(index)
    })
    this.active.row = Math.min(this.active.row, Math.max(0, this.indices.length - 1))
    put(this.count, words('segments.count', { n: this.indices.length }))
    this.grid.setAttribute('aria-rowcount', String(this.indices.length + 1))
    this.grid.hidden = !this.indices.length
    this.empty.hidden = !this.grid.hidden
    put(this.empty, words(model.status.loading ? 'loading' : !model.edited ? 'segments.noLane' :
      segments.length ? 'segments.filtered' : 'segments.none'))
    this.form.hidden = !model.canWrite
    for (const control of this.form.elements) control.disabled = !model.canEdit
    const hadFocus = this.grid.contains(document.activeElement)
    this.list.show(this.indices.length)
    if (hadFocus) this.focus()
  }

  /** Puts the focus into the table, at its active cell. */
  focus() {
    this.list.reveal(this.active.row)
    this.#cell()?.focus({ preventScroll: true })
  }

  /** Puts the focus into the form that sets a period. */
  focusForm() {
    const { actions: { target }, format } = this.editor
    if (target) {
      this.from.value = format.typed(target.from)
      this.to.value = format.typed(target.to)
    }
    this.from.select()
    this.from.focus()
  }

  #form() {
    const { words } = this.editor
    const time = () => h('input', {
      placeholder: '2021-02-10 06:10', autocomplete: 'off', spellcheck: 'false', size: 16,
    })
    this.from = time()
    this.to = time()
    this.set = select({}, this.states)
    this.problem = h('p', { class: 'rt-bad', role: 'alert' })
    return h('form', {
      class: 'rt-foot', 'aria-label': words('paint'), onsubmit: (event) => this.#paint(event),
    },
    h('div', { class: 'rt-row' },
      field(words('column.from'), this.from), field(words('column.to'), this.to),
      field(words('column.state'), this.set), h('button', { class: 'rt-low' }, words('paint'))),
    this.problem)
  }

  #paint(event) {
    event.preventDefault()
    const { edits, format, model, words } = this.editor
    const from = format.parse(this.from.value)
    const to = format.parse(this.to.value, from ?? undefined)
    const fault = from === null ? this.from : to === null || to <= from ? this.to : null
    for (const box of [this.from, this.to]) box.setAttribute('aria-invalid', String(box === fault))
    put(this.problem, fault && words(fault.value && from !== null && to !== null ?
      'paint.order' : 'paint.time'))
    if (fault) return fault.focus()
    const range = widened(from, to, model.edited)
    model.reveal(range.from, range.to)
    edits.commit('table', [{ ...range, state: this.set.value }])
  }

  #row(row) {
    const { format, model, words } = this.editor
    const index = this.indices[row]
    const segment = model.editedSegments[index]
    const { from, to, state, provenance, confidence, provisional } = segment
    const source =
      words(`provenance.${provenance}`) + (provisional ? `, ${words('provisional')}` : '')
    const isOneDay = format.midnight(from) === format.midnight(to - 1)
    const cells = [
      format.typed(from), isOneDay ? format.clock(to) : format.typed(to).slice(5),
      format.duration(to - from),
      [h('span', { class: `rt-swatch rt-${state}` }), words(`state.${state}`)],
      [icon(provenance === 'inferred' ? 'infer' : provenance),
        h('span', { class: 'rt-spoken' }, source)],
      Number.isFinite(confidence) ? format.number(confidence * 100) : '',
    ]
    return h('div', {
      class: `rt-line ${isUncertain(segment) ? 'rt-doubt' : ''}`, role: 'row',
      'aria-rowindex': row + 2, 'aria-selected': String(model.selection?.from === from),
      onclick: (event) => this.#click(event, row),
      ondblclick: () => this.#edit(),
    }, cells.map((content, column) => h('span', {
      role: 'gridcell', 'data-column': column,
      tabindex: row === this.active.row && column === this.active.column ? 0 : -1,
      title: column === 4 ? source : null,
    }, content)))
  }

  #click(event, row) {
    const column = Number(event.target.closest('[role=gridcell]')?.dataset.column ?? 0)
    if (this.isEditing) return
    this.#activate(row, column)
  }

  #activate(row, column) {
    const { actions, model } = this.editor
    this.active = {
      row: Math.min(Math.max(row, 0), this.indices.length - 1),
      column: Math.min(Math.max(column, 0), COLUMNS.length - 1),
    }
    this.list.reveal(this.active.row)
    const segment = model.editedSegments[this.indices[this.active.row]]
    if (segment && segment.from !== model.selection?.from) actions.selectSegment(segment)
    this.list.show(this.indices.length)
    this.#cell()?.focus({ preventScroll: true })
  }

  #cell() {
    return this.grid.querySelector('[role=gridcell][tabindex="0"]')
  }

  #key(event) {
    if (this.isEditing) return
    const { row, column } = this.active
    const page = Math.max(1, Math.floor(this.list.element.clientHeight / ROW) - 1)
    const moves = {
      ArrowUp: [row - 1, column], ArrowDown: [row + 1, column],
      ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1],
      PageUp: [row - page, column], PageDown: [row + page, column],
      Home: [event.ctrlKey ? 0 : row, 0],
      End: [event.ctrlKey ? this.indices.length - 1 : row, COLUMNS.length - 1],
    }
    if (event.shiftKey) return
    if (event.key === 'Enter' || event.key === 'F2') this.#edit()
    else if (moves[event.key]) this.#activate(...moves[event.key])
    else return
    event.preventDefault()
  }

  /** Puts a field into the active cell: a time or a state. */
  #edit() {
    const { format, model } = this.editor
    const { row, column } = this.active
    const segments = model.editedSegments
    const index = this.indices[row]
    const cell = this.#cell()
    // Where column 0 is the segment's own edge, column 1 is that of the next one.
    const edge = column === 0 ? index : index + 1
    if (!cell || !model.canEdit || column > 3 || column === 2) return
    if (column < 2 && (edge < 1 || edge >= segments.length)) return
    this.isEditing = true
    const { words } = this.editor
    const control = column === 3
      ? select({ value: segments[index].state }, this.states)
      : h('input', { value: format.typed(segments[edge].from), autocomplete: 'off' })
    control.setAttribute('aria-label', words(`column.${COLUMNS[column]}`))
    const leave = (commits, staysHere = true) => {
      if (!this.isEditing) return
      const fault = commits && (column === 3
        ? this.#setState(index, control.value) : this.#setEdge(edge, control.value))
      if (fault && staysHere) {
        control.setAttribute('aria-invalid', 'true')
        return put(this.problem, fault)
      }
      this.isEditing = false
      put(this.problem)
      this.show()
      if (staysHere) this.focus()
    }
    control.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      leave(event.key === 'Enter')
    })
    if (column === 3) control.addEventListener('change', () => leave(true))
    control.addEventListener('blur', () => leave(false, false))
    put(cell, control)
    control.focus()
    control.select?.()
  }

  #setState(index, state) {
    const { edits, model } = this.editor
    const { from, to } = model.editedSegments[index]
    edits.commit('table', [{ from, to, state }])
    return null
  }

  /** @returns {?string} What is wrong with the time. */
  #setEdge(index, text) {
    const { edits, format, model, words } = this.editor
    const segments = model.editedSegments
    const time = format.parse(text, segments[index].from)
    if (time === null) return words('paint.time')
    const [before, after] = [segments[index - 1], segments[index]]
    if (time <= before.from || time >= after.to) {
      return words('table.between', { from: format.typed(before.from), to: format.typed(after.to) })
    }
    edits.commit('table', edgeMoved(segments, index, time, model.edited.interval).changes)
    return null
  }

  /** Follows the selection made elsewhere. */
  #select() {
    const { model: { editedSegments, selection } } = this.editor
    if (this.element.hidden || this.isEditing) return
    const index = selection ? indexAt(editedSegments, selection.from) : -1
    const row = this.indices.indexOf(index)
    if (row >= 0) {
      this.active.row = row
      this.list.reveal(row)
    }
    const hadFocus = this.grid.contains(document.activeElement)
    this.list.show(this.indices.length)
    if (hadFocus) this.#cell()?.focus({ preventScroll: true })
  }
}
