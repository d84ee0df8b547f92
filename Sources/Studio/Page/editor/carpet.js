// The carpet: a day a column, an hour a row, so that a schedule is seen at a glance.

import { drawTimeLabels, timeMarks } from './axes.js'
import { h, put } from './dom.js'
import { FONT, readPalette, rgb } from './palette.js'
import { drawRamp, rampColor } from './ramp.js'
import { TimeScale } from './scale.js'
import { indexAt } from './segments.js'
import { columnAt } from './series.js'

const DAY = 86_400
const MARGIN = { left: 54, right: 18, top: 8, bottom: 44 }
/** Columns that are asked for at once. */
const MOST = 19_200
const BITS = { off: 1, on: 2, unknown: 4 }

export class Carpet {
  /**
   * @param {HTMLElement} element
   * @param {Object} parts  The editor's `model`, `source`, `words`, `format`, and `pick`, which is
   *   told the instant that a person wants to see closer.
   */
  constructor(element, { model, source, words, format, pick }) {
    Object.assign(this, { element, model, source, words, format, pick })
    this.end = new AbortController()
    const { signal } = this.end
    this.choice = h('select', {
      'aria-label': words('carpet.feed'), onchange: () => this.show(Number(this.choice.value)),
    })
    this.says = h('span', { class: 'rt-says', 'aria-live': 'polite' })
    this.legend = h('span', { class: 'rt-ramp' })
    this.canvas = h('canvas', { class: 'rt-layer', role: 'application', tabindex: '0' })
    this.area = h('div', { class: 'rt-canvas' }, this.canvas)
    put(element, h('div', { class: 'rt-readout' }, this.choice, this.legend, this.says), this.area)
    const on = (type, listener) => this.canvas.addEventListener(type, listener, { signal })
    on('pointermove', (event) => this.#point(event))
    on('pointerleave', () => this.#put(null))
    on('click', (event) => this.#click(event))
    on('keydown', (event) => this.#key(event))
    const hear = (events, listener) => {
      for (const event of events.split(' ')) model.addEventListener(event, listener, { signal })
    }
    hear('view lists', () => !element.hidden && this.show(this.id))
    hear('segments', ({ detail }) => detail?.id === this.id && this.#compute())
    hear('theme', () => this.#compute())
    hear('window', () => this.draw())
    this.resizing = new ResizeObserver(() => this.draw())
    this.resizing.observe(this.area)
  }

  /** Shows a feed: a state as it is, anything else by its mean. */
  show(id) {
    const { model } = this
    const shown = [...model.lanes, ...model.curves.map((curve) => curve.id)]
      .filter((each, index, all) => all.indexOf(each) === index && model.feeds.get(each)?.npoints)
    this.id = shown.includes(id) ? id : shown[0]
    put(this.choice, shown.map((each) =>
      h('option', { value: String(each) }, model.feeds.get(each).name)))
    this.choice.value = String(this.id ?? '')
    this.chunks = []
    this.reading?.abort()
    this.at = null
    this.#compute()
    if (this.id !== undefined && this.feed.kind !== 'state') this.#read()
  }

  destroy() {
    this.end.abort()
    this.reading?.abort()
    this.resizing.disconnect()
    cancelAnimationFrame(this.frame)
  }

  /** Draws with the next frame. */
  draw() {
    if (this.element.hidden) return
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null
      if (!this.end.signal.aborted) this.#draw()
    })
  }

  get feed() {
    return this.model.feeds.get(this.id)
  }

  /** The local days of the feed and the rows of each: quarters of an hour, or hours over years. */
  #grid() {
    const { calendar } = this.format
    const days = []
    for (let day = calendar.midnight(this.feed.start); day < this.feed.end;) {
      days.push(day)
      day = calendar.addDays(day, 1)
    }
    const rows = days.length > 1100 ? 24 : 96
    return { days, rows, cell: DAY / rows, end: calendar.addDays(days[days.length - 1], 1) }
  }

  /** The instant at which a cell begins, by the wall clock. */
  #timeOf(day, row) {
    const { days, cell, end } = this.grid
    const start = days[day]
    if ((days[day + 1] ?? end) - start === DAY) return start + row * cell
    const { calendar } = this.format
    return calendar.at({ ...calendar.parts(start), minute: row * cell / 60 })
  }

  async #read() {
    this.reading = new AbortController()
    const { signal } = this.reading
    const { chunks, grid: { days, rows, end }, id } = this
    const length = Math.floor(MOST / rows)
    try {
      for (let first = 0; first < days.length; first += length) {
        const to = days[first + length] ?? end
        const count = Math.min(MOST, (Math.min(first + length, days.length) - first) * rows)
        const columns = await this.source.columns(id, days[first], to, count, signal)
        if (signal.aborted) return
        chunks.push({ first, last: Math.min(first + length, days.length), columns })
        this.#compute()
      }
    } catch (error) {
      if (error.name !== 'AbortError') this.model.say('error', this.words.error(error))
    }
  }

  /** Makes the picture, a pixel a cell. */
  #compute() {
    const { feed } = this
    this.image = null
    if (!feed?.npoints) return this.draw()
    this.palette = readPalette(this.element)
    this.grid = this.#grid()
    const { days, rows } = this.grid
    const picture = new ImageData(days.length, rows)
    if (feed.kind === 'state') this.#paintStates(picture)
    else this.#paintValues(picture)
    const canvas = document.createElement('canvas')
    canvas.width = days.length
    canvas.height = rows
    canvas.getContext('2d').putImageData(picture, 0, 0)
    this.image = canvas
    this.#describe()
    this.draw()
  }

  #paintStates({ data }) {
    const { grid: { days, rows, cell }, palette } = this
    const segments = this.model.segments.get(this.id) ?? []
    const colors = {
      1: rgb(palette.off), 2: rgb(palette.on), 3: rgb(palette.mixed), 4: rgb(palette.unknown),
    }
    const paper = rgb(palette.paper)
    for (let day = 0; day < days.length; day += 1) {
      let index = Math.max(0, indexAt(segments, days[day]))
      for (let row = 0; row < rows; row += 1) {
        const from = this.#timeOf(day, row)
        while (segments[index]?.to <= from) index += 1
        let bits = 0
        for (let i = index; segments[i]?.from < from + cell; i += 1) bits |= BITS[segments[i].state]
        if (!bits) continue
        // The unknown is a chequer: it is told by its pattern too.
        const isBlank = bits === 4 && (row + day) % 2
        const color = isBlank ? paper : colors[bits] ?? colors[bits & 3]
        data.set([...color, 255], 4 * (row * days.length + day))
      }
    }
    put(this.legend, ...['on', 'off', 'unknown'].map((state) =>
      h('span', { class: 'rt-reading' }, h('i', { class: `rt-swatch rt-${state}` }),
        this.words(`state.${state}`))))
  }

  #paintValues({ data }) {
    const { chunks, feed, format, grid: { days, rows, cell } } = this
    let [low, high] = [Infinity, -Infinity]
    for (const { columns: { mean } } of chunks) {
      for (const value of mean) {
        if (value < low) low = value
        if (value > high) high = value
      }
    }
    const scale = high > low ? 1 / (high - low) : 0
    for (const { first, last, columns } of chunks) {
      for (let day = first; day < last; day += 1) {
        for (let row = 0; row < rows; row += 1) {
          const i = columnAt(columns, this.#timeOf(day, row) + cell / 2)
          const value = i < 0 ? NaN : columns.mean[i]
          if (value !== value) continue
          data.set([...rampColor((value - low) * scale), 255], 4 * (row * days.length + day))
        }
      }
    }
    if (low <= high) {
      put(this.legend, `${format.number(low, 1)} ${feed.unit}`, drawRamp(),
        `${format.number(high, 1)} ${feed.unit}`)
    } else put(this.legend, this.words('loading'))
  }

  #draw() {
    const { canvas, format, grid, image, model } = this
    const { width, height } = this.area.getBoundingClientRect()
    const ratio = devicePixelRatio || 1
    canvas.width = Math.round(width * ratio)
    canvas.height = Math.round(height * ratio)
    if (!width || !image) return
    const c = canvas.getContext('2d')
    c.scale(ratio, ratio)
    const { palette } = this
    const { left, right, top, bottom } = MARGIN
    const box = { left, top, width: width - left - right, height: height - top - bottom }
    this.box = box
    const { days, end } = grid
    const scale = new TimeScale(days[0], end, left, box.width)
    c.imageSmoothingEnabled = days.length > box.width * ratio
    c.drawImage(image, left, top, box.width, box.height)
    c.font = `12px ${FONT}`
    c.fillStyle = palette.muted
    c.textAlign = 'right'
    c.textBaseline = 'middle'
    c.strokeStyle = palette.ink
    c.globalAlpha = 0.18
    for (const hour of [6, 12, 18]) c.strokeRect(left, top + box.height * hour / 24, box.width, 0)
    c.globalAlpha = 1
    for (const hour of [0, 6, 12, 18, 24]) {
      const y = Math.max(top + 6, top + box.height * hour / 24)
      c.fillText(`${String(hour).padStart(2, '0')}:00`, left - 8, y)
    }
    drawTimeLabels(c, scale, timeMarks(scale, format), top + box.height, format, palette)
    c.strokeStyle = palette.accent
    c.lineWidth = 2
    const [a, b] = [model.window.from, model.window.to]
      .map((time) => Math.min(Math.max(scale.x(time), left), left + box.width))
    c.strokeRect(a, top, Math.max(2, b - a), box.height)
    if (this.at) this.#drawCursor(c, box)
  }

  #drawCursor(c, box) {
    const { days, rows } = this.grid
    const [width, height] = [box.width / days.length, box.height / rows]
    c.strokeStyle = this.palette.ink
    c.lineWidth = 1.5
    c.strokeRect(box.left + this.at.day * width - 1.5, box.top + this.at.row * height - 1.5,
      Math.max(width, 2) + 3, Math.max(height, 2) + 3)
  }

  #cellAt(event) {
    const { box, grid } = this
    if (!box || !this.image) return null
    const place = this.canvas.getBoundingClientRect()
    const day = Math.floor((event.clientX - place.left - box.left) / box.width * grid.days.length)
    const row = Math.floor((event.clientY - place.top - box.top) / box.height * grid.rows)
    const isInside = day >= 0 && day < grid.days.length && row >= 0 && row < grid.rows
    return isInside ? { day, row } : null
  }

  #point(event) {
    this.#put(this.#cellAt(event))
  }

  #put(cell) {
    this.at = cell
    this.says.textContent = cell ? this.#tell(cell) : ''
    this.draw()
  }

  /** What a cell holds, in words. */
  #tell({ day, row }) {
    const { feed, format, model, words } = this
    const time = this.#timeOf(day, row)
    if (feed.kind === 'state') {
      const segments = model.segments.get(this.id) ?? []
      const segment = segments[indexAt(segments, time)]
      const state = segment ? words(`state.${segment.state}`) : words('chart.noValue')
      return `${format.time(time)} · ${state}`
    }
    for (const { columns } of this.chunks) {
      const i = columnAt(columns, time + this.grid.cell / 2)
      if (i >= 0 && columns.recorded[i] > 0) {
        return `${format.time(time)} · ${format.number(columns.mean[i], 1)} ${feed.unit}`
      }
    }
    return `${format.time(time)} · ${words('chart.noValue')}`
  }

  #click(event) {
    const cell = this.#cellAt(event)
    if (cell) this.pick(this.#timeOf(cell.day, cell.row))
  }

  #key(event) {
    const move = {
      ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
    }[event.key]
    if (!this.image || (!move && event.key !== 'Enter')) return
    event.preventDefault()
    const { days, rows } = this.grid
    const at = this.at ?? { day: Math.max(0, days.length - 1), row: rows / 2 }
    if (!move) return this.pick(this.#timeOf(at.day, at.row))
    const within = (value, count) => Math.min(Math.max(value, 0), count - 1)
    this.#put({ day: within(at.day + move[0], days.length), row: within(at.row + move[1], rows) })
  }

  #describe() {
    const { feed, format, grid, words } = this
    this.canvas.setAttribute('aria-label', words('carpet.label', {
      name: feed.name, from: format.date(grid.days[0]), to: format.date(grid.end - 1),
    }))
  }
}
