// A list of any length of which only the rows in sight exist.

import { h, put, style } from './dom.js'

const MARGIN = 6

export class VirtualList {
  /**
   * @param {HTMLElement} element       What scrolls.
   * @param {number} height             Of a row, in pixels.
   * @param {(index: number) => HTMLElement} render
   * @param {Object} [attributes]       Of the element that holds the rows.
   */
  constructor(element, height, render, attributes = {}) {
    Object.assign(this, { element, height, render, count: 0 })
    this.rows = h('div', { class: 'rt-rows', ...attributes })
    element.append(this.rows)
    element.addEventListener('scroll', () => this.#draw(), { passive: true })
    new ResizeObserver(() => this.#draw()).observe(element)
  }

  /** Shows another number of rows, all made anew. */
  show(count) {
    this.count = count
    style(this.rows, { height: `${count * this.height}px` })
    this.#draw(true)
  }

  /** Scrolls as little as it must for a row to be in sight. */
  reveal(index) {
    const { element, height } = this
    const top = index * height
    if (top < element.scrollTop) element.scrollTop = top
    else if (top + height > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + height - element.clientHeight
    }
    this.#draw()
  }

  #draw(anew = false) {
    const { element, height, count } = this
    const first = Math.max(0, Math.floor(element.scrollTop / height) - MARGIN)
    const seen = Math.ceil(element.clientHeight / height) + 2 * MARGIN
    const end = Math.min(count, first + seen)
    if (!anew && first === this.first && end === this.end) return
    const held = (this.first ?? 0) +
      [...this.rows.children].findIndex((row) => row.contains(document.activeElement))
    const hadFocus = this.rows.contains(document.activeElement)
    Object.assign(this, { first, end })
    const rows = []
    for (let index = first; index < end; index += 1) {
      const row = this.render(index)
      style(row, { top: `${index * height}px`, height: `${height}px` })
      rows.push(row)
    }
    put(this.rows, rows)
    if (hadFocus) rows[held - first]?.querySelector('button')?.focus({ preventScroll: true })
  }
}
