// The editor: an element, a source, and the parts around one model.

import { Actions } from './actions.js'
import { Carpet } from './carpet.js'
import { Chart } from './chart.js'
import { Chooser } from './chooser.js'
import { Dialogs } from './dialogs.js'
import { h, put } from './dom.js'
import { Edits } from './edits.js'
import { makeFormat } from './format.js'
import { icon } from './icons.js'
import { listenForKeys } from './keys.js'
import { Live } from './live.js'
import { Model } from './model.js'
import { Notices } from './notices.js'
import { Panels } from './panels.js'
import { Reviewing } from './reviewing.js'
import { Toolbar } from './toolbar.js'
import { applyView, defaultView } from './view.js'
import { makeWords } from './words.js'

/**
 * Puts an editor into an element.
 * @param {HTMLElement} element
 * @param {import('./source.js').Source} source
 * @param {Object} options
 * @param {string} options.language          `en` or `fr`.
 * @param {() => ?Object} [options.view]     What to show at first, once the zone is known.
 * @param {(language: string) => void} [options.onLanguage]  Absent: the host chooses.
 * @param {() => void} [options.onTheme]     Asks for the other theme; absent: the host chooses.
 * @param {string} [options.login]           Where a person is sent whom the source does not know.
 * @param {Object} [options.words]           The host's own words, by language.
 */
export function createEditor(element, source, options) {
  return new Editor(element, source, options)
}

class Editor {
  constructor(element, source, options) {
    this.element = element
    this.source = source
    this.options = options
    this.model = new Model()
    this.words = makeWords(options.language, options.words)
    this.edits = new Edits(this.model, source, (error) => this.words.error(error))
    this.live = new Live(this)
    this.reviewing = new Reviewing(this)
    this.actions = new Actions(this)
    this.showsCarpet = false
    this.start()
  }

  /** Reads the lists and builds the page, or says why it cannot. */
  async start() {
    this.#clear()
    this.element.className = 'rt-editor'
    put(this.element, h('main', { class: 'rt-screen' },
      h('span', { class: 'rt-spinner' }), this.words('loading')))
    try {
      await this.readLists()
    } catch (error) {
      return this.#fail(error)
    }
    this.zone = this.model.workspace.timeZone
    this.#build()
    applyView(this, this.options.view?.() ?? defaultView(this))
    this.live.start()
  }

  /** Reads workspace, feeds and circuits anew. */
  async readLists() {
    const { source } = this
    const [workspace, feeds, circuits] =
      await Promise.all([source.workspace(), source.feeds(), source.circuits()])
    this.model.setLists({
      workspace, circuits, feeds: new Map(feeds.map((feed) => [feed.id, feed])),
    })
  }

  /** Shows a view as `view.js` writes it. */
  show(view) {
    applyView(this, view)
  }

  /** Speaks another language. */
  setLanguage(language) {
    this.options.language = language
    this.words = makeWords(language, this.options.words)
    if (!this.chart) return this.start()
    const hadFocus = this.element.contains(document.activeElement)
    this.#build()
    this.panels.open(this.tab)
    this.model.tell('view')
    if (hadFocus) this.toolbar.element.querySelector('.rt-language')?.focus()
  }

  /** Shows the carpet in the place of the curves, or the curves again. */
  showCarpet(shows) {
    this.showsCarpet = shows
    this.chartElement.hidden = shows
    this.carpetElement.hidden = !shows
    if (shows) this.carpet.show(this.model.lanes[0] ?? this.model.curves[0]?.id)
    this.model.tell('layout')
  }

  /** Listens until the parts are built anew. */
  listen(events, listener) {
    const { signal } = this.parts
    for (const event of events.split(' ')) this.model.addEventListener(event, listener, { signal })
  }

  /** Takes it out of the page. */
  destroy() {
    this.#clear()
    this.live.stop()
    put(this.element)
  }

  #clear() {
    this.chart?.destroy()
    this.carpet?.destroy()
    this.parts?.abort()
    this.parts = new AbortController()
  }

  #build() {
    this.#clear()
    const { model, edits, source, words } = this
    this.format = makeFormat(this.options.language, this.zone, words)
    const { format } = this
    this.chartElement = h('div', { class: 'rt-chart' })
    this.carpetElement = h('div', { class: 'rt-carpet', hidden: true })
    this.dialogs = new Dialogs(this)
    this.chooser = new Chooser(this)
    this.toolbar = new Toolbar(this)
    this.panels = new Panels(this)
    this.notices = new Notices(this)
    const message = h('div', { class: 'rt-message' })
    put(this.element,
      this.toolbar.element, this.notices.banner,
      h('div', { class: 'rt-body' },
        this.chooser.element,
        h('main', { class: 'rt-stage', 'aria-label': words('stage') },
          this.chartElement, this.carpetElement, message, this.notices.list),
        this.panels.element),
      this.notices.spoken, this.dialogs.element)
    this.chart = new Chart(this.chartElement, { model, edits, source, words, format })
    this.carpet = new Carpet(this.carpetElement, {
      model, source, words, format, pick: (time) => this.#showDay(time),
    })
    listenForKeys(this)
    this.listen('view lists', () => this.#explainEmptiness(message))
    this.showCarpet(this.showsCarpet)
  }

  /** Shows the curves of a day that was picked from the carpet. */
  #showDay(time) {
    const { calendar } = this.format
    const day = calendar.midnight(time)
    this.showCarpet(false)
    this.model.show(day - 21_600, calendar.addDays(day, 1) + 21_600)
    this.model.set('cursor', { cursor: time })
  }

  /** What to do where there is nothing to draw. */
  #explainEmptiness(message) {
    const { model, words } = this
    const chosen = [...model.curves.map((curve) => curve.id), ...model.lanes]
      .map((id) => model.feeds.get(id)).filter(Boolean)
    const problem = chosen.find((feed) => feed.problem)
    const say = (title, text, ...actions) => put(message,
      h('h2', {}, title), h('p', {}, text), h('div', { class: 'rt-row' }, actions))
    const action = (text, run, kind = 'rt-primary') =>
      h('button', { class: kind, type: 'button', onclick: run }, text)
    const create = this.source.createCircuit && model.canWrite &&
      action(words('circuit.new'), () => this.dialogs.newCircuit())
    const choose = action(words('chooser.open'), () => this.chooser.open(), '')
    message.hidden = false
    if (!model.feeds.size) say(words('empty.feeds'), words('empty.feeds.how'))
    else if (!chosen.length && !model.circuits.length) {
      say(words('empty.circuits'), words('empty.circuits.how'), create, choose)
    } else if (!chosen.length) say(words('empty.chosen'), words('empty.chosen.how'), choose)
    else if (!model.span) {
      say(words('empty.points'), problem?.problem ?? words('empty.points.how'), choose)
    } else message.hidden = true
    this.chartElement.classList.toggle('rt-covered', !message.hidden)
  }

  #fail(error) {
    const { words, options } = this
    const isStranger = error.code === 'unauthorized' && options.login
    put(this.element, h('main', { class: 'rt-screen' },
      icon('warning'), h('h1', {}, words(isStranger ? 'fail.stranger' : 'fail')),
      h('p', { role: 'alert' }, words.error(error)),
      isStranger
        ? h('a', { class: 'rt-primary', href: options.login }, words('fail.login'))
        : h('button', { class: 'rt-primary', type: 'button', onclick: () => this.start() },
          words('retry'))))
  }
}
