// The tab of the review.

import { h, redraw } from './dom.js'
import { icon } from './icons.js'
import { VirtualList } from './virtual.js'

const ROW = 52

export class Review {
  constructor(editor) {
    this.editor = editor
    const { reviewing, words } = editor
    const scroller = h('div', { class: 'rt-scroll' })
    this.list = new VirtualList(scroller, ROW, (index) => this.#row(index), { role: 'list' })
    this.scroller = scroller
    this.head = h('div', { class: 'rt-intro' })
    this.foot = h('div', { class: 'rt-foot' })
    const action = (name, icons, run, key) => h('button', {
      type: 'button', title: `${words(`review.${name}.how`)} (${key})`, onclick: run,
    }, icon(icons), h('span', {}, words(`review.${name}`)))
    this.steps = h('div', { class: 'rt-row rt-steps' },
      action('previous', 'earlier', () => reviewing.step(-1), 'P'),
      action('next', 'later', () => reviewing.step(1), 'N'),
      h('span', { class: 'rt-space' }),
      action('accept', 'check', () => reviewing.judge(true), 'A'),
      action('reject', 'close', () => reviewing.judge(false), 'R'))
    this.element = h('section', { class: 'rt-tab' }, this.head, this.steps, scroller, this.foot)
    editor.listen('proposal segments view status', () => this.show())
  }

  show() {
    if (this.element.hidden) return
    const { reviewing, words, source } = this.editor
    const { items, current } = reviewing
    this.#showHead()
    this.steps.hidden = this.scroller.hidden = !items.length
    this.list.show(items.length)
    if (current >= 0) this.list.reveal(current)
    const { staged } = this.editor.model
    const { accepted, rejected, differences } = reviewing.counts
    this.foot.hidden = !staged
    if (!staged) return
    const button = (name, run, kind, isOff) => h('button', {
      type: 'button', class: kind, disabled: isOff, onclick: run,
    }, words(`review.${name}`))
    const isDone = accepted + rejected === differences
    redraw(this.foot,
      h('p', { class: 'rt-muted', role: 'status' },
        words('review.judged', { accepted, rejected, n: differences })),
      h('div', { class: 'rt-row' },
        button('acceptAll', () => reviewing.judgeAll(true), '', isDone),
        button('rejectAll', () => reviewing.judgeAll(false), '', isDone),
        h('span', { class: 'rt-space' }),
        button('discard', () => reviewing.discard(), ''),
        source.apply &&
          button('apply', () => reviewing.apply(), 'rt-primary', !(accepted + rejected))))
  }

  focus() {
    this.steps.querySelector('button')?.focus()
  }

  #showHead() {
    const { model, reviewing, source, words } = this.editor
    const { staged } = model
    const { differences, doubts } = reviewing.counts
    if (reviewing.isInferring) {
      return redraw(this.head, h('p', { class: 'rt-row' }, h('span', { class: 'rt-spinner' }),
        words('review.inferring')))
    }
    const infer = source.propose && model.circuit && h('button', {
      type: 'button', class: staged ? '' : 'rt-primary', disabled: !model.status.connected,
      onclick: () => reviewing.infer(),
    }, icon('infer'), words(staged ? 'review.again' : 'infer'))
    redraw(this.head,
      reviewing.error && h('p', { class: 'rt-bad', role: 'alert' }, reviewing.error),
      h('p', {}, staged
        ? words('review.found', { n: differences })
        : words(model.circuit ? 'review.how' : 'review.noCircuit')),
      doubts > 0 && h('p', { class: 'rt-muted' }, words('review.doubts', { n: doubts })),
      staged?.proposal.notes.length > 0 && h('details', {},
        h('summary', {}, words('review.notes', { n: staged.proposal.notes.length })),
        h('ul', {}, staged.proposal.notes.map((note) => h('li', { lang: 'en' }, note)))),
      infer)
  }

  #row(index) {
    const { format, model, reviewing, words } = this.editor
    const item = reviewing.items[index]
    const { difference, from, to, state, present, confidence } = item
    const verdict = difference === null ? undefined : model.staged?.judged.get(difference)
    const named = (name) => [h('span', { class: `rt-swatch rt-${name}` }), words(`state.${name}`)]
    const kind = verdict === undefined ? '' : verdict ? 'rt-accepted' : 'rt-rejected'
    return h('div', { role: 'listitem', class: 'rt-item-line' }, h('button', {
      type: 'button', class: `rt-item ${kind}`,
      'aria-current': index === reviewing.current ? 'true' : null,
      onclick: () => reviewing.select(index),
    },
    h('span', { class: 'rt-item-text' },
      h('strong', {}, format.time(from)),
      h('span', { class: 'rt-muted' },
        format.duration(to - from), difference === null ? ` · ${words('review.isDoubt')}` : '')),
    h('span', { class: 'rt-item-change' },
      difference === null ? named(state) : [named(present), ' → ', named(state)]),
    h('span', { class: 'rt-item-sure' },
      Number.isFinite(confidence) ? format.percent(confidence) : ''),
    h('span', { class: 'rt-verdict' }, verdict !== undefined && [
      icon(verdict ? 'check' : 'close'),
      h('span', { class: 'rt-spoken' },
        words(verdict ? 'review.isAccepted' : 'review.isRejected'))])))
  }
}
