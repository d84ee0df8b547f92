// The dialogs: the keys, a new circuit, a new state feed, a question, and an address to copy.

import { field, h, put, select } from './dom.js'
import { icon } from './icons.js'
import { KEYS } from './keys.js'
import { circuitView, currentView } from './view.js'

/** What names of feeds say of their role, in French and in English. */
const ROLES = {
  supply: /d[eé]part|supply|flow|aller|\bd[eé]p/i,
  return: /retour|return|\bret/i,
  indoor: /ambiance|int[eé]rieur|indoor|inside|room|salle|classe|bureau|^temp|temp_[a-z]/i,
  outdoor: /ext[eé]rieur|outdoor|outside|(^|[_\s])ext|meteo|m[eé]t[eé]o/i,
  plantRoom: /chaufferie|plant|boiler|sous.?station/i,
}
const KEY_NAMES = {
  ArrowLeft: '←', ArrowRight: '→', Shift: '⇧', ' ': 'key.space', Escape: 'key.escape',
}

export class Dialogs {
  constructor(editor) {
    this.editor = editor
    this.element = h('div', {})
  }

  /** The keys, from the table that they are read from. */
  help() {
    const { model, source, words } = this.editor
    const isUsed = { edit: model.canWrite, review: Boolean(source.propose) && model.canWrite }
    const name = (key) => {
      const text = KEY_NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key)
      return h('kbd', {}, words.has(text) ? words(text) : text)
    }
    this.#open(words('help'), h('div', { class: 'rt-keys' },
      Object.entries(KEYS).map(([group, bindings]) => isUsed[group] !== false && h('section', {},
        h('h3', {}, words(`keys.${group}`)),
        h('dl', {}, bindings.map(([keys, text]) => h('div', {},
          h('dt', {}, keys[0] === '+' ? name('+') : keys[0].split('+').map(name)),
          h('dd', {}, words(`key.${text}`)))))))),
    h('p', { class: 'rt-muted' }, words('help.pointer')))
  }

  /** An address that could not be copied by itself. */
  link(address) {
    const { words } = this.editor
    const box = h('input', { readonly: true, value: address, 'aria-label': words('button.link') })
    this.#open(words('button.link'), h('p', {}, words('link.how')), box)
    box.select()
  }

  /** Asks; resolves to whether the answer is yes. */
  ask(title, text, yes) {
    const { words } = this.editor
    return new Promise((resolve) => {
      const dialog = this.#open(title, h('p', {}, text), h('div', { class: 'rt-row rt-end' },
        h('button', { type: 'button', onclick: () => dialog.close() }, words('cancel')),
        h('button', {
          type: 'button', class: 'rt-primary', onclick: () => dialog.close('yes'),
        }, yes)))
      dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'))
    })
  }

  /** Makes a circuit of the feeds that play a role in it, and infers its state where that goes. */
  newCircuit() {
    const { model, source, words } = this.editor
    const feeds = [...model.feeds.values()].filter(({ kind }) => kind === 'measured')
    const warm = feeds.filter(({ unit }) => /°|^c$|deg/i.test(unit) || !unit)
    const isPlant = ({ name, tag }) => ROLES.plantRoom.test(`${tag} ${name}`)
    const guess = (role) => warm.find((feed) =>
      ROLES[role].test(feed.name) && (role === 'plantRoom' || !isPlant(feed))) ??
      (role === 'supply' ? warm[0] : undefined)
    const options = feeds.map(({ id, name, tag }) => [String(id), tag ? `${name} · ${tag}` : name])
    const one = (role, isNeeded) => select({
      required: isNeeded, value: String(guess(role)?.id ?? ''),
    }, isNeeded ? options : [['', words('role.none')], ...options])
    const name = h('input', { required: true, maxlength: 60, autocomplete: 'off' })
    const roles = {
      supply: one('supply', true), return: one('return'), outdoor: one('outdoor'),
      plantRoom: one('plantRoom'),
    }
    // A source that infers makes the state feed itself.
    if (source.createState) roles.state = this.#stateRole()
    const indoor = select({ multiple: true, size: 5 }, options)
    for (const option of indoor.options) {
      const feed = model.feeds.get(Number(option.value))
      option.selected = warm.includes(feed) && ROLES.indoor.test(feed.name) &&
        !['supply', 'return', 'outdoor', 'plantRoom'].some((role) => ROLES[role].test(feed.name))
    }
    const problem = h('p', { class: 'rt-bad', role: 'alert' })
    const create = async (event) => {
      event.preventDefault()
      const id = (control) => (control.value ? Number(control.value) : null)
      const given = Object.entries(roles).map(([role, control]) => [role, id(control)])
      try {
        await this.#create({
          name: name.value.trim(), indoor: [...indoor.selectedOptions].map(id),
          ...Object.fromEntries(given),
        })
        dialog.close()
      } catch (error) {
        put(problem, words.error(error))
      }
    }
    const dialog = this.#open(words('circuit.new').replace('…', ''), h('form', { onsubmit: create },
      h('p', { class: 'rt-muted' }, words('circuit.how')),
      h('div', { class: 'rt-form' },
        field(words('circuit.name'), name), field(words('role.supply'), roles.supply),
        field(words('role.return'), roles.return), field(words('role.indoor'), indoor),
        field(words('role.outdoor'), roles.outdoor),
        field(words('role.plantRoom'), roles.plantRoom),
        roles.state && field(words('role.state'), roles.state)),
      problem,
      h('div', { class: 'rt-row rt-end' },
        h('button', { type: 'button', onclick: () => dialog.close() }, words('cancel')),
        h('button', { class: 'rt-primary' },
          words(source.propose ? 'circuit.create' : 'create')))))
    name.focus()
  }

  #stateRole() {
    const { model, words } = this.editor
    const states = [...model.feeds.values()].filter(({ kind }) => kind === 'state')
    return select({ value: '' },
      [['', words('role.none')], ...states.map(({ id, name }) => [String(id), name])])
  }

  /** Makes a state feed on the grid of another, which is then edited. */
  newState() {
    const { model, source, words } = this.editor
    const feeds = [...model.feeds.values()].filter(({ npoints }) => npoints > 0)
    const first = model.currentCircuit?.supply ?? model.curves[0]?.id ?? feeds[0]?.id
    const like = select({ required: true, value: String(first ?? '') },
      feeds.map(({ id, name, tag }) => [String(id), tag ? `${name} · ${tag}` : name]))
    const name = h('input', {
      required: true, maxlength: 60, autocomplete: 'off', list: 'rt-names',
      value: `${model.circuit ?? model.feeds.get(first)?.name ?? ''}_state`,
    })
    const names = h('datalist', { id: 'rt-names' },
      (source.stateNames ?? []).map((value) => h('option', {}, value)))
    const tag = h('input', {
      maxlength: 60, autocomplete: 'off', value: model.feeds.get(first)?.tag ?? '',
    })
    const problem = h('p', { class: 'rt-bad', role: 'alert' })
    const button = h('button', { class: 'rt-primary' }, words('create'))
    const create = async (event) => {
      event.preventDefault()
      button.disabled = true
      put(problem)
      try {
        await this.#createState(Number(like.value), name.value.trim(), tag.value.trim())
        dialog.close()
      } catch (error) {
        put(problem, words.error(error))
      } finally {
        button.disabled = false
      }
    }
    const dialog = this.#open(words('newState').replace('…', ''), h('form', { onsubmit: create },
      h('p', { class: 'rt-muted' }, words('newState.how')),
      h('div', { class: 'rt-form' },
        field(words('newState.like'), like), field(words('circuit.name'), name),
        field(words('newState.tag'), tag)),
      names, problem,
      h('div', { class: 'rt-row rt-end' },
        h('button', { type: 'button', onclick: () => dialog.close() }, words('cancel')), button)))
    name.select()
    name.focus()
  }

  async #createState(like, name, tag) {
    const { editor } = this
    const { model } = editor
    const circuit = model.currentCircuit?.state === null ? model.circuit : null
    const { id } = await editor.source.createState({ like, name, tag, circuit })
    await editor.readLists()
    const view = currentView(editor)
    const curves = view.curves.length ? view.curves : [{ id: like, axis: 'left' }]
    editor.show({ ...view, curves, lanes: [id, ...view.lanes] })
  }

  async #create(roles) {
    const { editor } = this
    const circuit = await editor.source.createCircuit(roles)
    await editor.readLists()
    editor.show(circuitView(editor.model, circuit))
    editor.reviewing.infer()
  }

  #open(title, ...content) {
    const close = h('button', {
      type: 'button', class: 'rt-square', 'aria-label': this.editor.words('close'),
      onclick: () => dialog.close(),
    }, icon('close'))
    const dialog = h('dialog', { 'aria-label': title },
      h('div', { class: 'rt-row rt-title' }, h('h2', {}, title), close), ...content)
    dialog.addEventListener('close', () => dialog.remove())
    this.element.append(dialog)
    dialog.showModal()
    return dialog
  }
}
