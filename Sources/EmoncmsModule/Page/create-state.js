// A new state feed on the grid of another feed: off where that one holds a value, unknown where it
// holds none. It is made whole, or not at all.

import { SourceError } from '../editor/source.js'
import { settleLastValue } from './last-value.js'
import { Points } from './points.js'
import { retrying } from './retry.js'
import { OFF, UNKNOWN } from './states.js'
import { upload } from './upload.js'

/** Points of one upload: 1 MiB, well below what PHP takes by default. */
const BLOCK = 1 << 18

/** What Emoncms takes in names. */
const NAME = /^[\p{N}\p{L}_\s\-:]+$/u

/**
 * @param {import('./http.js').Emoncms} emoncms
 * @param {import('./memory.js').Memory} memory
 * @param {{id: number, start: number, interval: number}} like
 * @param {string} name
 * @param {string} tag
 * @param {string} version  Of Emoncms.
 * @returns {Promise<number>} Its id.
 */
export async function createState(emoncms, memory, like, name, tag, version) {
  if (!NAME.test(name) || !(tag === '' || NAME.test(tag))) {
    throw new SourceError('badName', 'Emoncms takes letters, digits, spaces, _, - and : in names.')
  }
  if (like.start % like.interval !== 0 || !like.npoints) {
    throw new SourceError('unaligned', 'That feed has no grid that Emoncms can write on.')
  }
  const points = await memory.points(like)
  const state = stateLike(points)
  const known = new Set((await list(emoncms)).map(({ id }) => Number(id)))
  const id = await register(emoncms, like, name, tag, known)
  try {
    const meta = await emoncms.ask(`feed/getmeta.json?id=${id}`)
    if (Number(meta.interval) !== like.interval || Number(meta.npoints) !== 0) {
      throw new SourceError('refused', 'Emoncms made the feed otherwise than it was asked to.')
    }
    const feed = { id, start: state.start, interval: state.interval }
    for (let first = 0; first < state.npoints; first += BLOCK) {
      const after = state.bits.subarray(first, Math.min(first + BLOCK, state.npoints))
      await retrying(() => upload(emoncms, memory, feed, [{ first, after }]))
    }
    await retrying(() => settleLastValue(emoncms, version, id, state))
    await emoncms.ask('feed/updatesize.json')
    return id
  } catch (error) {
    await withdraw(emoncms, id, error)
    throw error
  }
}

/** Off where there is a value, unknown where there is none. */
function stateLike({ start, interval, npoints, values }) {
  const state = new Points(start, interval, npoints)
  state.write(0, Uint32Array.from({ length: npoints }, (_, i) =>
    (values[i] === values[i] ? OFF : UNKNOWN)))
  return state
}

/** Has Emoncms make an empty feed. */
async function register(emoncms, like, name, tag, known) {
  const options = encodeURIComponent(JSON.stringify({ interval: like.interval }))
  try {
    const made = await emoncms.ask(`feed/create.json?tag=${encodeURIComponent(tag)}` +
      `&name=${encodeURIComponent(name)}&datatype=1&engine=5&options=${options}&unit=`)
    if (Number(made?.feedid) > 0) return Number(made.feedid)
    throw await emoncms.explained(
      new SourceError('malformed_answer', 'Emoncms does not say which feed it made.'))
  } catch (error) {
    if (error.code !== 'offline') throw error
    // The answer may have been lost: whether it was made shows in the list only.
    const made = (await retrying(() => list(emoncms))).find((feed) =>
      feed.name === name && feed.tag === tag && !known.has(Number(feed.id)))
    if (!made) throw error
    return Number(made.id)
  }
}

/** Deletes what was begun. */
async function withdraw(emoncms, id, error) {
  try {
    // 10 answers null whatever happened: the list tells.
    await retrying(() => emoncms.ask(`feed/delete.json?id=${id}`)).catch(() => {})
    if (!(await list(emoncms)).some((feed) => Number(feed.id) === id)) return
  } catch {
    // Said below.
  }
  throw new SourceError('half_created', `Feed ${id} was begun and could not be deleted again.`, {
    id: String(id), reason: error.message,
  })
}

async function list(emoncms) {
  const feeds = await emoncms.ask('feed/list.json')
  if (!Array.isArray(feeds)) {
    throw await emoncms.explained(
      new SourceError('malformed_answer', 'Emoncms gave something else than its list of feeds.'))
  }
  return feeds
}
