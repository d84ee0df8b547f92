// The panel beside the chart: one tab at a time.

import { Figures } from './figures.js'
import { h } from './dom.js'
import { History } from './history.js'
import { Review } from './review.js'
import { SegmentTable } from './table.js'

const TABS = { segments: SegmentTable, review: Review, history: History, figures: Figures }

export class Panels {
  constructor(editor) {
    this.editor = editor
    const { words } = editor
    this.parts = {}
    this.tabs = {}
    // Where nothing is ever proposed there is nothing to review.
    this.names = Object.keys(TABS).filter((name) => name !== 'review' || editor.source.propose)
    for (const name of this.names) {
      const Part = TABS[name]
      const part = new Part(editor)
      this.parts[name] = part
      this.tabs[name] = h('button', {
        type: 'button', role: 'tab', id: `rt-tab-${name}`, 'aria-controls': `rt-panel-${name}`,
        onclick: () => this.open(name),
      }, words(`panel.${name}`))
      part.element.id = `rt-panel-${name}`
      part.element.setAttribute('role', 'tabpanel')
      part.element.setAttribute('aria-labelledby', `rt-tab-${name}`)
    }
    this.element = h('aside', { class: 'rt-panel', 'aria-label': words('panels') },
      h('div', {
        class: 'rt-tabs', role: 'tablist', 'aria-label': words('panels'),
        onkeydown: (event) => this.#step(event),
      }, Object.values(this.tabs)),
      Object.values(this.parts).map(({ element }) => element))
    this.element.hidden = editor.isPanelHidden ?? false
    this.#show(this.names.includes(editor.tab) ? editor.tab : 'segments')
  }

  /** Shows a tab, and the panel if it was away. */
  open(name) {
    this.editor.isPanelHidden = false
    this.element.hidden = false
    this.#show(name)
    return this.parts[name]
  }

  toggle() {
    const { editor, element } = this
    editor.isPanelHidden = element.hidden = !element.hidden
    if (!element.hidden) this.#show(editor.tab)
  }

  #show(name) {
    this.editor.tab = name
    for (const [other, tab] of Object.entries(this.tabs)) {
      const isShown = other === name
      tab.setAttribute('aria-selected', String(isShown))
      tab.tabIndex = isShown ? 0 : -1
      this.parts[other].element.hidden = !isShown
    }
    this.parts[name].show()
  }

  #step(event) {
    const { names } = this
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const next = (names.indexOf(this.editor.tab) + step + names.length) % names.length
    this.open(names[next])
    this.tabs[names[next]].focus()
  }
}
