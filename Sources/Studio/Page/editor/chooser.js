// The drawer of feeds: which are drawn, on which axis, as lanes, and which one is the truth.

import { field, h, put } from './dom.js'
import { icon } from './icons.js'

export class Chooser {
  constructor(editor) {
    this.editor = editor
    const { words } = editor
    this.search = h('input', {
      type: 'search', placeholder: words('chooser.search'), 'aria-label': words('chooser.search'),
      oninput: () => this.#showFeeds(),
    })
    this.list = h('div', { class: 'rt-scroll' })
    // It stays while one types into it: letters that fell beside it would be keys that edit.
    this.truth = h('select', {
      onchange: ({ target: { value } }) => editor.actions.setTruth(value ? Number(value) : null),
    })
    this.newState = h('button', {
      type: 'button', onclick: () => editor.dialogs.newState(),
    }, words('newState'))
    this.element = h('aside', {
      class: 'rt-drawer', hidden: true, 'aria-label': words('chooser'),
      onkeydown: (event) => {
        if (event.key === 'Escape') this.close()
      },
    },
    h('div', { class: 'rt-row rt-title' }, h('h2', {}, words('chooser')),
      h('button', {
        type: 'button', class: 'rt-square', 'aria-label': words('close'),
        onclick: () => this.close(),
      }, icon('close'))),
    this.search, this.list,
    h('div', { class: 'rt-foot' }, this.newState,
      editor.source.score && field(words('truth'), this.truth)))
    editor.listen('lists view', () => this.#show())
  }

  open() {
    if (this.element.hidden) this.opener = document.activeElement
    this.element.hidden = false
    this.#show()
    this.search.focus()
  }

  /** @returns {boolean} Whether it was open. */
  close() {
    if (this.element.hidden) return false
    this.element.hidden = true
    this.opener?.focus()
    return true
  }

  toggle() {
    if (!this.close()) this.open()
  }

  #show() {
    if (this.element.hidden) return
    this.#showFeeds()
    const { model, source, words } = this.editor
    this.newState.hidden = !source.createState || !model.canWrite
    const options = [['', words('truth.none')],
      ...[...model.feeds.values()].map(({ id, name }) => [String(id), name])]
    if (String(options) !== this.known) {
      put(this.truth, options.map(([value, text]) => h('option', { value }, text)))
    }
    this.known = String(options)
    this.truth.value = model.truth === null ? '' : String(model.truth)
  }

  #showFeeds() {
    const { model, words } = this.editor
    const sought = fold(this.search.value)
    const groups = new Map()
    for (const feed of model.feeds.values()) {
      if (!fold(`${feed.name} ${feed.tag} ${feed.unit} ${feed.id}`).includes(sought)) continue
      groups.set(feed.tag, [...(groups.get(feed.tag) ?? []), feed])
    }
    const focused = document.activeElement?.dataset?.key
    put(this.list,
      [...groups].map(([tag, feeds]) => {
        const name = tag || words('chooser.untagged')
        return h('section', { 'aria-label': name },
          h('h3', {}, name), feeds.map((feed) => this.#row(feed)))
      }),
      !groups.size && h('p', { class: 'rt-muted' }, words('chooser.nothing')))
    if (focused) this.list.querySelector(`[data-key="${focused}"]`)?.focus()
  }

  #row(feed) {
    const { actions, model, words } = this.editor
    const { id, name, kind } = feed
    const index = model.curves.findIndex((curve) => curve.id === id)
    const isState = kind === 'state'
    const isShown = isState ? model.lanes.includes(id) : index >= 0
    const box = h('input', {
      type: 'checkbox', 'data-key': `show-${id}`,
      onchange: () => (isState ? actions.toggleLane(id) : actions.toggleCurve(id)),
    })
    box.checked = isShown
    const other = model.curves[index]?.axis === 'left' ? 'right' : 'left'
    return h('div', { class: 'rt-feed' },
      h('label', {}, box,
        h('span', {
          class: `rt-mark ${isState ? 'rt-on' : ''}`,
          style: index >= 0 ? { '--mark': `var(--c${index})` } : {},
        }),
        h('span', { class: 'rt-name' }, name,
          feed.problem && h('small', { class: 'rt-bad' }, feed.problem),
          !feed.problem && !feed.npoints && h('small', {}, words('chooser.noPoints')))),
      h('span', { class: 'rt-muted' },
        isState ? words(model.lanes[0] === id ? 'chooser.edited' : 'chooser.state') : feed.unit),
      index >= 0 && h('button', {
        type: 'button', class: 'rt-axis', 'data-key': `axis-${id}`,
        title: words(`chooser.to.${other}`),
        'aria-label': `${name}: ${words(`chooser.to.${other}`)}`,
        onclick: () => actions.setAxis(id, other),
      }, words(`chooser.${model.curves[index].axis}`)))
  }
}

/** A text without case or accents, to search in. */
function fold(text) {
  return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase()
}
