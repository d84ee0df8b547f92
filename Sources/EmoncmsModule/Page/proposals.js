// Where a Studio runs on Emoncms's machine, it infers a circuit's states; what is taken of it is an
// edit like any other.

import { clip, seenUnder } from '../editor/segments.js'
import { SourceError } from '../editor/source.js'

/** How long an inference may take, in ms. */
const PATIENCE = 300_000

export class Proposals {
  /** @param {import('./http.js').Emoncms} emoncms */
  constructor(emoncms) {
    this.emoncms = emoncms
    this.known = new Map()
  }

  /**
   * @param {{id: ?number, state: ?number}} circuit
   * @param {() => Promise<import('../editor/source.js').Segment[]>} read  Its present segments.
   * @returns {Promise<import('../editor/source.js').Proposal>}
   */
  async propose({ id: circuit, state: feed }, read) {
    if (!circuit) {
      throw new SourceError('unknown_circuit', 'Only a circuit that is kept here can be inferred.')
    }
    if (!feed) throw new SourceError('no_state', 'The circuit has no state feed yet.')
    const answer = await this.emoncms.tell('retouche/propose.json', { circuit }, PATIENCE)
    const present = await read()
    // The Studio compares with the state that it knows, which need not be this one; and what was
    // set by hand here stays.
    const differences = answer.differences
      .flatMap((difference) => clip(present, difference.from, difference.to)
        .filter(({ provenance, state }) =>
          provenance !== 'hand' && state !== difference.proposed)
        .map(({ from, to, state, provenance }) =>
          ({ ...difference, from, to, present: state, provenance })))
    const proposal = { ...answer, feed, differences }
    this.known.set(answer.id, proposal)
    return proposal
  }

  /** What a person's verdicts amount to: rejecting says that the present state is right. */
  editOf(id, { accepted, rejected }, segments) {
    const proposal = this.known.get(id)
    if (!proposal) throw new SourceError('not_found', 'That proposal is gone: infer again.')
    const { differences, feed } = proposal
    const taken = accepted === 'all' ? differences.keys() : accepted
    const changes = [
      ...Array.from(taken, (i) => ({ ...range(differences[i]), state: differences[i].proposed })),
      ...rejected.map((i) => ({ ...range(differences[i]), state: differences[i].present })),
    ].sort((a, b) => a.from - b.from)
    return { feed, edit: { gesture: 'review', changes, seen: seenUnder(segments, changes) } }
  }
}

function range({ from, to }) {
  return { from, to }
}
