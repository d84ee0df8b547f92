// The tab of the journal: one steps through it by choosing an entry.

import { h, put } from './dom.js'

export class History {
  constructor(editor) {
    this.editor = editor
    this.list = h('ol', { class: 'rt-history' })
    this.element = h('section', { class: 'rt-tab' },
      h('p', { class: 'rt-intro rt-muted' }, editor.words('history.how')),
      h('div', { class: 'rt-scroll' }, this.list))
    editor.listen('history view status', () => this.show())
  }

  show() {
    if (this.element.hidden) return
    const { model, words } = this.editor
    const { head, redo, items } = model.history
    const index = [...this.list.querySelectorAll('button')].indexOf(document.activeElement)
    put(this.list,
      items.map((item) => this.#entry(item, item.edit === head,
        // What was undone before another edit was made can no longer be done again.
        item.undone && (redo === null || item.edit < redo))),
      h('li', {}, this.#button({ edit: null }, head === null, false,
        h('span', { class: 'rt-item-text' }, h('strong', {}, words('history.start'))))))
    if (index >= 0) this.list.querySelectorAll('button')[index]?.focus()
  }

  focus() {
    this.list.querySelector('button')?.focus()
  }

  #entry(item, isHere, isGone) {
    const { format, words } = this.editor
    const { what, time, from, to, changedPoints, undone, who } = item
    return h('li', { class: undone ? 'rt-undone' : '' }, this.#button(item, isHere, isGone,
      h('span', { class: 'rt-item-text' },
        h('strong', {}, words.what(what)),
        h('span', { class: 'rt-muted' },
          `${format.time(from)} – ${format.time(to)}`),
        h('span', { class: 'rt-muted' },
          words('history.made', { n: changedPoints, time: format.time(time) })),
        who && h('span', { class: 'rt-muted' }, words('history.who', { who })))))
  }

  #button({ edit, undone }, isHere, isGone, text) {
    const { edits, model, words } = this.editor
    return h('button', {
      type: 'button', class: 'rt-item', 'aria-current': isHere ? 'step' : null,
      disabled: isGone || !model.canEdit, onclick: () => edits.stepTo(edit),
    }, text, isHere ? h('span', { class: 'rt-here' }, words('history.here'))
      : undone && h('span', { class: 'rt-muted' }, words('history.undone')))
  }
}
