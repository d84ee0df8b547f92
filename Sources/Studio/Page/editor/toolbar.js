// The two bars above the chart: what is shown, and what one does with it.

import { h, put, select } from './dom.js'
import { icon } from './icons.js'
import { circuitView } from './view.js'
import { LANGUAGES } from './words.js'

const TOOLS = ['move', 'on', 'off', 'unknown']
const PERIODS = ['day', 'week', 'month', 'season', 'all']

export class Toolbar {
  constructor(editor) {
    this.editor = editor
    const { actions, chooser, dialogs, model, options, reviewing, words } = editor

    this.circuit = h('select', {
      'aria-label': words('circuit'), onchange: () => this.#chooseCircuit(),
    })
    this.undo = this.#button('undo', () => actions.undo(), 'Ctrl+Z')
    this.redo = this.#button('redo', () => actions.redo(), 'Ctrl+Shift+Z')
    this.tools = TOOLS.map((tool) => h('button', {
      type: 'button', title: words(`tool.${tool}.how`),
      onclick: () => model.set('tool', { tool }),
    }, tool === 'move' ? icon('move') : h('span', { class: `rt-swatch rt-${tool}` }),
    h('span', {}, words(`tool.${tool}`))))
    this.snap = this.#button('snap', () => actions.toggleSnap(), 'K')
    this.carpet = this.#button('carpet', () => actions.toggleCarpet(), 'B')
    this.infer = h('button', {
      type: 'button', class: 'rt-primary', title: `${words('infer.how')} (I)`,
      onclick: () => reviewing.infer(),
    }, icon('infer'), h('span', {}, words('infer')))
    this.periods = PERIODS.map((kind, index) => h('button', {
      type: 'button', title: `${words(`period.${kind}.how`)} (${index + 1})`,
      onclick: () => actions.period(kind),
    }, words(`period.${kind}`)))
    this.date = h('input', {
      type: 'date', 'aria-label': words('date'), title: `${words('date')} (G)`,
      onchange: () => this.#goTo(),
    })

    this.writing = [
      h('div', { class: 'rt-group' }, this.undo, this.redo),
      h('div', { class: 'rt-segmented', role: 'group', 'aria-label': words('tools') }, this.tools),
      this.snap,
    ]

    this.element = h('header', { class: 'rt-head' },
      h('div', { class: 'rt-bar' },
        h('span', { class: 'rt-brand' }, h('span', { class: 'rt-logo', 'aria-hidden': 'true' }),
          h('h1', { title: model.workspace.name }, model.workspace.name)),
        this.circuit,
        this.#button('feeds', () => chooser.toggle(), '/', words('chooser')),
        h('span', { class: 'rt-space' }),
        this.infer,
        this.#button('link', () => this.#copyLink()),
        options.onLanguage && select({
          'aria-label': words('language'), class: 'rt-language', value: words.language,
          onchange: (event) => options.onLanguage(event.target.value),
        }, Object.entries(LANGUAGES)),
        options.onTheme && this.#button('sun', () => options.onTheme()),
        this.#button('panel', () => editor.panels.toggle()),
        this.#button('help', () => dialogs.help(), '?')),
      h('div', { class: 'rt-bar', role: 'toolbar', 'aria-label': words('toolbar') },
        this.writing,
        h('span', { class: 'rt-space' }),
        this.carpet,
        h('div', { class: 'rt-group' },
          this.#button('earlier', () => actions.shift(-1)),
          this.date,
          this.#button('later', () => actions.shift(1))),
        h('div', { class: 'rt-segmented', role: 'group', 'aria-label': words('periods') },
          this.periods)))

    editor.listen('lists view', () => this.#showCircuits())
    editor.listen('tool status lists view history layout segments', () => this.#show())
    editor.listen('window', () => this.#showDate())
    this.#showCircuits()
    this.#show()
    this.#showDate()
  }

  #button(name, run, key, text) {
    const label = this.editor.words(`button.${name}`)
    return h('button', {
      type: 'button', class: text ? '' : 'rt-square', title: key ? `${label} (${key})` : label,
      'aria-label': text ? null : label, onclick: run,
    }, icon(name), text && h('span', {}, text))
  }

  #showCircuits() {
    const { model, words, source } = this.editor
    const options = model.circuits.map(({ name }) => [name, name])
    if (!model.circuit) options.unshift(['', words('circuit.none')])
    if (source.createCircuit && model.canWrite) options.push(['+', words('circuit.new')])
    if (source.createState && model.canWrite) options.push(['+state', words('newState')])
    put(this.circuit, options.map(([value, text]) => h('option', { value }, text)))
    this.circuit.value = model.circuit ?? ''
  }

  #chooseCircuit() {
    const { editor, circuit: { value } } = this
    if (value.startsWith('+')) {
      this.#showCircuits()
      return value === '+' ? editor.dialogs.newCircuit() : editor.dialogs.newState()
    }
    const circuit = editor.model.circuits.find(({ name }) => name === value)
    const { window } = editor.model
    if (circuit) editor.show({ ...circuitView(editor.model, circuit), ...window })
  }

  #show() {
    const { model, showsCarpet, reviewing, source } = this.editor
    const { history: { head, redo } } = model
    for (const part of this.writing) part.hidden = !model.canWrite
    this.infer.hidden = !source.propose || !model.canWrite
    this.undo.disabled = !model.canEdit || head === null
    this.redo.disabled = !model.canEdit || redo === null
    this.tools.forEach((button, index) => {
      button.setAttribute('aria-pressed', String(TOOLS[index] === model.tool))
      button.disabled = index > 0 && !model.canEdit
    })
    this.snap.setAttribute('aria-pressed', String(model.snaps))
    this.carpet.setAttribute('aria-pressed', String(showsCarpet))
    this.infer.disabled = !model.circuit || !model.status.connected || reviewing.isInferring
    this.infer.classList.toggle('rt-busy', reviewing.isInferring)
  }

  #showDate() {
    const { format, model: { window } } = this.editor
    if (document.activeElement === this.date) return
    this.date.value = this.editor.model.span ? format.iso(window.from).slice(0, 10) : ''
  }

  #goTo() {
    const [year, month, day] = this.date.value.split('-').map(Number)
    // While a year is typed, the field holds the first century.
    if (!(year > 1900)) return
    const parts = { year, month, day, hour: 0, minute: 0, second: 0 }
    this.editor.actions.goTo(this.editor.format.at(parts))
  }

  async #copyLink() {
    const { model, words } = this.editor
    try {
      await navigator.clipboard.writeText(location.href)
      model.say('info', words('link.copied'))
    } catch {
      this.editor.dialogs.link(location.href)
    }
  }
}
