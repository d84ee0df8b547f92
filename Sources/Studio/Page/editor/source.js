// Where an editor reads and writes: the shape of the one object that it is given.
//
// The Studio's own (`api-source.js`) speaks its HTTP API; another host page brings another. A member
// marked optional may be missing, and the editor then hides what needs it. Times are Unix seconds; a
// range holds its `from` and not its `to`. Every method that reads may take an AbortSignal last.

/**
 * @typedef {'on'|'off'|'unknown'} State
 * @typedef {'initial'|'inferred'|'hand'|'imported'} Provenance
 *
 * @typedef {Object} Feed
 * @property {number} id
 * @property {string} name
 * @property {string} tag
 * @property {string} unit
 * @property {'measured'|'state'} kind  Only a state feed is edited.
 * @property {number} start             Time of its first point.
 * @property {number} interval          Seconds between two points.
 * @property {number} npoints
 * @property {number} end               The instant after its last point's interval.
 * @property {string} [problem]         What is wrong with its files, a sentence.
 *
 * @typedef {Object} Circuit
 * @property {string} name
 * @property {number} supply            Feed ids, here and below.
 * @property {?number} return
 * @property {number[]} indoor
 * @property {?number} outdoor
 * @property {?number} plantRoom
 * @property {?number} state
 *
 * @typedef {Object} Columns            Column i covers [start + i * step, start + (i + 1) * step).
 * @property {number} start
 * @property {number} step              The feed's interval where every column is one point.
 * @property {Float32Array} min         NaN where nothing was recorded, as in max and mean.
 * @property {Float32Array} max
 * @property {Float32Array} mean
 * @property {Float32Array} recorded    Number of recorded points.
 *
 * @typedef {Object} Segment            A maximal run of one state and one provenance.
 * @property {number} from
 * @property {number} to
 * @property {State} state
 * @property {Provenance} provenance
 * @property {number} confidence        0 to 1; NaN unless inferred.
 * @property {boolean} provisional      Later points may still change it.
 *
 * @typedef {{from: number, to: number, state: State}} Change
 *
 * @typedef {Object} Receipt            What an edit, an undo or a redo did.
 * @property {number} edit
 * @property {number} changedPoints
 * @property {number} from              The range it covers.
 * @property {number} to
 * @property {?number} head             The edit that undo would now take back.
 * @property {?number} redo             The edit that redo would now do again.
 *
 * @typedef {Object} Difference
 * @property {number} from
 * @property {number} to
 * @property {State} present
 * @property {Provenance} provenance
 * @property {State} proposed
 * @property {number} confidence
 *
 * @typedef {Object} Proposal           What an inference would change; nothing is written yet.
 * @property {string} id
 * @property {?number} feed             Nil where the circuit has no state feed yet.
 * @property {number} from
 * @property {number} to
 * @property {Difference[]} differences
 * @property {{from: number, to: number, state: State, confidence: number}[]} uncertain
 * @property {string[]} notes
 *
 * @typedef {Object} HistoryItem
 * @property {number} edit
 * @property {number} time
 * @property {string} what
 * @property {number} from
 * @property {number} to
 * @property {number} changedPoints
 * @property {boolean} undone
 * @property {string} [who]             Whose edit it is, where several may edit.
 *
 * @typedef {Object} Source
 * @property {() => Promise<{name: string, timeZone: string, canWrite: boolean}>} workspace
 * @property {() => Promise<Feed[]>} feeds
 * @property {() => Promise<Circuit[]>} circuits
 * @property {(id: number, from: number, to: number, count: number) => Promise<Columns>} columns
 * @property {(id: number, from?: number, to?: number) => Promise<Segment[]>} segments
 * @property {(id: number, edit: {gesture: string, changes: Change[], seen: Change[]})
 *   => Promise<Receipt>} edit            One gesture is one entry of the journal.
 * @property {(id: number, edit: number) => Promise<Receipt>} undo
 * @property {(id: number, edit: number) => Promise<Receipt>} redo
 * @property {(id: number) => Promise<{head: ?number, redo: ?number, items: HistoryItem[]}>} history
 *   The newest item first.
 * @property {(circuit: string) => Promise<Proposal>} [propose]
 * @property {(circuit: string, id: string, judged: {accepted: number[]|'all', rejected: number[]})
 *   => Promise<Receipt & {feed: number}>} [apply]
 * @property {(id: number, truth: number) => Promise<Object>} [score]
 * @property {(id: number) => Promise<Segment[]>} [runs]  Any feed read as states, to compare with.
 * @property {(circuit: string, time: number) => Promise<{state: State, sentences: string[]}>} [explain]
 * @property {(circuit: Object) => Promise<Circuit>} [createCircuit]
 * @property {(feed: {like: number, name: string, tag: string, circuit: ?string}) => Promise<Feed>}
 *   [createState]  A state feed on another feed's grid, off where that one holds a value and unknown
 *   where it holds none; the circuit takes it as its state.
 * @property {string[]} [stateNames]  Names for it that something else looks for.
 * @property {(listener: (event: {type: 'online'|'offline'|'feed'|'feeds'|'circuits'|'settled',
 *   feed?: Object, status?: 'done'|'dropped'|'conflict'}) => void) => () => void} [subscribe]
 *   Returns what ends it. `settled` tells what became of an edit that was interrupted.
 */

/** Why a source refused: `code` is stable and may be translated, `message` is a sentence. */
export class SourceError extends Error {
  /**
   * @param {string} code     Such as `changed_meanwhile`, `offline`, `not_found`.
   * @param {string} message  What is wrong, and the way out.
   * @param {Object} [values] What the sentence names, for who says it in another language.
   */
  constructor(code, message, values) {
    super(message)
    this.code = code
    this.values = values
  }
}
