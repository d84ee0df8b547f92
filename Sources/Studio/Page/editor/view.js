// What is shown, as a value: it starts an editor, and an address can carry it.

import { MOST_CURVES } from './model.js'

const DAY = 86_400

/**
 * @typedef {Object} View
 * @property {?string} circuit
 * @property {{id: number, axis: 'left'|'right'}[]} [curves]
 * @property {number[]} [lanes]
 * @property {?number} [truth]
 * @property {number} [from]
 * @property {number} [to]
 * @property {boolean} [carpet]
 */

/** The feeds that show a circuit: supply, rooms, outside; other units than its go to the right. */
export function circuitView(model, circuit) {
  const ids = [circuit.supply, ...circuit.indoor, circuit.outdoor]
  const feeds = ids.map((id) => model.feeds.get(id)).filter(Boolean).slice(0, MOST_CURVES)
  const curves = feeds.map(({ id, unit }) => ({
    id, axis: unit === feeds[0].unit ? 'left' : 'right',
  }))
  return {
    circuit: circuit.name, curves, lanes: model.feeds.has(circuit.state) ? [circuit.state] : [],
  }
}

/** What to show where nothing was asked for: the first circuit, else the first state feed. */
export function defaultView({ model }) {
  if (model.circuits.length) return circuitView(model, model.circuits[0])
  const state = [...model.feeds.values()].find((feed) => feed.kind === 'state')
  return { circuit: null, curves: [], lanes: state ? [state.id] : [] }
}

/** Shows a view; feeds that are gone are left out, and a missing window is a telling fortnight. */
export function applyView(editor, view) {
  const { model } = editor
  const circuit = model.circuits.find(({ name }) => name === view.circuit)
  const ready = circuit ? { ...circuitView(model, circuit), ...view } : view
  const members = {
    circuit: circuit?.name ?? null,
    curves: (ready.curves ?? []).filter(({ id }) => model.feeds.has(id)).slice(0, MOST_CURVES),
    lanes: (ready.lanes ?? []).filter((id) => model.feeds.get(id)?.kind === 'state'),
    truth: model.feeds.has(ready.truth) ? ready.truth : null,
  }
  if (circuit?.name !== model.circuit || members.lanes[0] !== model.lanes[0]) {
    members.selection = null
    editor.reviewing.leave()
  }
  model.set('view', members)
  if (ready.from < ready.to) model.show(ready.from, ready.to)
  else if (!model.span || model.window.to === 1) {
    const { from, to } = model.span ?? { from: 0, to: 14 * DAY }
    const end = editor.format.midnight(to + DAY - 1)
    model.show(Math.max(from, editor.format.calendar.addDays(end, -14)), Math.min(to, end))
  }
  if (Boolean(view.carpet) !== editor.showsCarpet) editor.showCarpet(Boolean(view.carpet))
  readLanes(editor)
  editor.edits.readHistory().catch(() => {})
}

/** Reads the segments of lanes that are not there yet. */
export async function readLanes(editor, anew = false) {
  const { model, edits, words } = editor
  for (const id of model.lanes) {
    if (model.segments.has(id) && !anew) continue
    model.status.loading += 1
    model.tell('status')
    try {
      await edits.refresh(id)
    } catch (error) {
      model.say('error', words.error(error))
    } finally {
      model.status.loading -= 1
      model.tell('status')
    }
  }
}

/** The view of a model. */
export function currentView({ model, showsCarpet }) {
  const { circuit, curves, lanes, truth, window: { from, to } } = model
  return { circuit, curves, lanes, truth, from, to, carpet: showsCarpet }
}
