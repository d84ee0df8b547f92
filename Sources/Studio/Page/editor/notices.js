// What the page says to a person: passing notices, the banner of a lost connection, and what is
// only for who listens.

import { h, put } from './dom.js'
import { icon } from './icons.js'

/** How long a notice stays, in ms; a refusal stays longer, since it must be read. */
const STAYS = { info: 5000, warning: 9000, error: 15_000 }
const MOST = 4

export class Notices {
  constructor(editor) {
    const { words } = editor
    this.words = words
    this.list = h('div', { class: 'rt-notices', role: 'status', 'aria-live': 'polite' })
    this.spoken = h('div', { class: 'rt-spoken', 'aria-live': 'polite' })
    this.banner = h('div', { class: 'rt-banner', role: 'alert', hidden: true })
    editor.listen('notice', ({ detail }) => this.#add(detail))
    editor.listen('status', () => {
      const isGone = !editor.model.status.connected
      if (this.banner.hidden !== isGone) return
      this.banner.hidden = !isGone
      put(this.banner, isGone && [icon('warning'), words('offline')])
    })
    editor.listen('cursor', () => this.#speakCursor(editor))
  }

  /** Says something to who listens only. */
  announce(text) {
    clearTimeout(this.timer)
    this.spoken.textContent = text
  }

  /** Where the cursor is, once it rests. */
  #speakCursor({ model, format }) {
    clearTimeout(this.timer)
    if (model.cursor === null || document.activeElement === document.body) return
    this.timer = setTimeout(() => this.announce(format.time(model.cursor)), 600)
  }

  #add({ kind, text }) {
    const notice = h('div', { class: `rt-notice rt-${kind}` },
      icon(kind === 'info' ? 'check' : 'warning'), h('p', {}, text),
      h('button', {
        type: 'button', class: 'rt-square', 'aria-label': this.words('close'),
        onclick: () => notice.remove(),
      }, icon('close')))
    this.list.append(notice)
    while (this.list.children.length > MOST) this.list.firstChild.remove()
    setTimeout(() => notice.remove(), STAYS[kind] ?? STAYS.info)
  }
}
