// The line above the curves: which is which, and what each says at the cursor.

import { h, put, style } from './dom.js'

export class Readout {
  constructor(words, format) {
    Object.assign(this, { words, format })
    this.time = h('span', { class: 'rt-now' })
    this.list = h('span', { class: 'rt-readings' })
    this.element = h('div', { class: 'rt-readout' }, this.time, this.list)
    this.values = new Map()
  }

  /** Names the curves and lanes. */
  build(model) {
    this.values.clear()
    const item = (id, mark, feed, kind = '') => {
      const value = h('b', {})
      this.values.set(id, value)
      return h('span', { class: `rt-reading ${kind}` }, mark, h('span', {}, feed.name), value)
    }
    const curves = model.curves.map(({ id, axis }, index) => {
      const mark = h('i', { class: `rt-stroke${index > 5 ? ' rt-dashed' : ''}` })
      style(mark, { '--color': `var(--c${index})` })
      const shown = item(id, mark, model.feeds.get(id))
      if (axis === 'right') shown.append(h('span', { class: 'rt-side' }, '→'))
      return shown
    })
    const lanes = model.lanes.map((id) =>
      item(id, h('i', { class: 'rt-swatch rt-on' }), model.feeds.get(id), 'rt-stated'))
    put(this.list, curves, lanes)
  }

  /** Tells an instant, and what `curve(id)` and `segment(id)` say there. */
  show(time, model, curve, segment) {
    const { format, words } = this
    const isInside = time !== null && time >= model.window.from && time < model.window.to
    this.time.textContent = isInside ? format.time(time) : ''
    for (const { id } of model.curves) {
      const { unit } = model.feeds.get(id)
      const value = isInside ? curve(id) : null
      this.#put(id, !isInside ? '' : value ? this.#number(value, unit) : words('chart.noValue'))
    }
    for (const id of model.lanes) {
      const found = isInside ? segment(id) : null
      this.#put(id, found ? this.#state(found) : '')
    }
  }

  #put(id, text) {
    const element = this.values.get(id)
    if (element && element.textContent !== text) element.textContent = text
  }

  #number({ min, max, mean }, unit) {
    const digits = Math.abs(mean) >= 1000 ? 0 : Math.abs(mean) < 1 && mean !== 0 ? 2 : 1
    const number = (value) => this.format.number(value, digits)
    const text = max - min > 10 ** -digits
      ? this.words('chart.mixed', { min: number(min), max: number(max) })
      : number(mean)
    return unit ? `${text} ${unit}` : text
  }

  #state({ state, provenance, confidence }) {
    const { words, format } = this
    const source = words(`provenance.${provenance}`)
    const sure = Number.isFinite(confidence) ? ` ${format.percent(confidence)}` : ''
    return `${words(`state.${state}`)} · ${source}${sure}`
  }
}
