// What is to be reviewed: where a proposal differs from what stands, and what is in doubt.

import { flipped } from './segments.js'
import { circuitView } from './view.js'

/** Confidence below which an inferred state is in doubt, as the inference itself counts it. */
const DOUBT = 0.8

/** Whether a person should look at a segment. */
export function isUncertain({ state, provenance, confidence }) {
  return provenance === 'inferred' && state !== 'unknown' && confidence < DOUBT
}

export class Reviewing {
  constructor(editor) {
    this.editor = editor
    this.current = -1
    this.isInferring = false
    this.model = editor.model
    for (const event of ['segments', 'view', 'proposal']) {
      this.model.addEventListener(event, () => { this.known = null })
    }
  }

  /**
   * In order of time. A `difference` bears its index in the proposal; a doubt, of the lane, null.
   * @returns {{from: number, to: number, state: string, confidence: number, difference: ?number}[]}
   */
  get items() {
    this.known ??= this.#list()
    return this.known
  }

  #list() {
    const { editedSegments, staged } = this.model
    const differences = (staged?.proposal.differences ?? [])
      .map((item, difference) => ({ ...item, state: item.proposed, difference }))
    const isJudged = ({ from, to }) =>
      differences.some((difference) => difference.from < to && difference.to > from)
    const doubts = editedSegments.filter((segment) => isUncertain(segment) && !isJudged(segment))
      .map((segment) => ({ ...segment, difference: null }))
    return [...differences, ...doubts].sort((a, b) => a.from - b.from)
  }

  /** How much of the proposal was judged, and how. */
  get counts() {
    const { staged } = this.model
    const verdicts = [...(staged?.judged.values() ?? [])]
    return {
      differences: staged?.proposal.differences.length ?? 0,
      doubts: this.items.filter(({ difference }) => difference === null).length,
      accepted: verdicts.filter((isAccepted) => isAccepted).length,
      rejected: verdicts.filter((isAccepted) => !isAccepted).length,
    }
  }

  /** Infers the circuit's state anew, from the corrections too, and stages what would change. */
  async infer() {
    const { editor, model } = this
    const { circuit } = model
    if (!editor.source.propose || !circuit || this.isInferring) return
    editor.panels.open('review')
    if (!(await this.#mayLeave())) return
    this.isInferring = true
    this.error = null
    model.tell('status')
    model.tell('proposal')
    try {
      await editor.edits.queue
      const proposal = await editor.source.propose(circuit)
      if (model.circuit !== circuit) return
      this.current = -1
      model.staged = { proposal, judged: new Map() }
    } catch (error) {
      this.error = editor.words.error(error)
    } finally {
      this.isInferring = false
      model.tell('status')
      model.tell('proposal')
    }
    if (model.staged && this.items.length) this.select(0)
  }

  /** Goes to the next difference or doubt, or the one before. */
  step(direction) {
    const { items, model } = this
    if (!items.length) return this.editor.notices.announce(this.editor.words('review.nothing'))
    if (this.current < 0) {
      const next = items.findIndex(({ to }) => to > model.window.from)
      this.select(direction > 0 ? Math.max(0, next) : Math.max(0, next - 1))
    } else this.select((this.current + direction + items.length) % items.length)
  }

  /** Shows one of them. */
  select(index) {
    this.current = index
    const { from, to } = this.items[index]
    this.model.set('selection', { selection: { from, to } })
    this.model.set('cursor', { cursor: from })
    this.model.reveal(from, to)
    this.model.tell('proposal')
    this.editor.notices.announce(this.describe(this.items[index]))
  }

  describe(item) {
    const { format, words } = this.editor
    const state = (name) => words(`state.${name}`)
    return words(item.difference === null ? 'review.doubt' : 'review.change', {
      from: format.time(item.from), lasts: format.duration(item.to - item.from),
      present: state(item.present ?? item.state), state: state(item.state),
      confidence: format.percent(item.confidence),
    })
  }

  /** Accepts or rejects the one at hand: a doubt is confirmed, or takes the other state at once. */
  judge(accepts) {
    const { current, items, model } = this
    const item = items[current]
    if (!item) return this.step(1)
    const { difference, from, to, state } = item
    if (difference === null) {
      const { edits } = this.editor
      if (accepts) edits.confirm(from, to)
      else edits.commit('flip', [{ from, to, state: flipped(state) }])
      // It is no doubt any more, so that the next one has taken its place.
      if (this.items.length) this.select(Math.min(current, this.items.length - 1))
      else this.current = -1
    } else {
      model.staged.judged.set(difference, accepts)
      if (current + 1 < items.length) this.select(current + 1)
    }
    model.tell('proposal')
  }

  /** Judges all differences that were not judged yet. */
  judgeAll(accepts) {
    const { staged } = this.model
    staged?.proposal.differences.forEach((_, index) => {
      if (!staged.judged.has(index)) staged.judged.set(index, accepts)
    })
    this.model.tell('proposal')
  }

  /** Writes what was judged, as one edit. */
  async apply() {
    const { editor, model } = this
    const { staged, circuit } = model
    if (!staged?.judged.size || this.isApplying) return
    const { proposal: { id, feed }, judged } = staged
    const those = (verdict) => [...judged.keys()].filter((index) => judged.get(index) === verdict)
    const verdicts = { accepted: those(true), rejected: those(false) }
    this.isApplying = true
    try {
      if (feed === null) await this.#make(circuit, id, verdicts)
      else {
        const work = () => editor.source.apply(circuit, id, verdicts)
        if (!(await editor.edits.settle(model.feeds.get(feed), work))) return
      }
      this.leave()
      model.say('info', editor.words('review.applied', { n: judged.size }))
    } catch (error) {
      model.say('error', editor.words.error(error))
    } finally {
      this.isApplying = false
    }
  }

  /** The first inference of a circuit makes its state feed. */
  async #make(circuit, id, verdicts) {
    const { editor, model } = this
    const receipt = await editor.source.apply(circuit, id, verdicts)
    editor.edits.own.add(receipt.edit)
    await editor.readLists()
    editor.show({ ...circuitView(model, model.currentCircuit), ...model.window })
  }

  /** Discards the proposal. */
  leave() {
    this.current = -1
    this.error = null
    if (this.model.staged) this.model.set('proposal', { staged: null })
  }

  /** Discards it, with a question where something was judged. */
  async discard() {
    if (await this.#mayLeave()) this.leave()
  }

  async #mayLeave() {
    const { words, dialogs } = this.editor
    const n = this.model.staged?.judged.size
    return !n || dialogs.ask(words('review.discard'), words('review.discard.how', { n }),
      words('review.discard'))
  }
}
