// The feeds of Emoncms that lie on a grid, and which of them are states.

import { SourceError } from '../editor/source.js'

/** Emoncms's number of the engine whose points lie at a fixed interval. */
const FIXED_INTERVAL = 5

/** Points of a feed that are looked at to tell whether it may be a state. */
const SAMPLE = 400

/**
 * The feeds that the person may see: all of the login's, else those public ones that are named.
 * @param {import('./http.js').Emoncms} emoncms
 * @param {boolean} isKnown  Whether somebody is logged in.
 * @param {number[]} named   Ids in the address.
 * @returns {Promise<Object[]>}  As Emoncms lists them, with their meta data.
 */
export async function listFeeds(emoncms, isKnown, named) {
  if (!isKnown) {
    const found = await Promise.all(named.map((id) => publicFeed(emoncms, id)))
    return found.filter(Boolean)
  }
  const list = await emoncms.ask('feed/listwithmeta.json')
  if (!Array.isArray(list)) {
    throw await emoncms.explained(
      new SourceError('malformed_answer', 'Emoncms gave something else than its list of feeds.'))
  }
  const own = new Set(list.map(({ id }) => Number(id)))
  const others = await Promise.all(
    named.filter((id) => !own.has(id)).map((id) => publicFeed(emoncms, id)))
  return [...list, ...others.filter(Boolean)]
}

/** A feed of somebody else that is public; null where it is not. */
async function publicFeed(emoncms, id) {
  try {
    const [feed, meta] = await Promise.all([
      emoncms.ask(`feed/aget.json?id=${id}`), emoncms.ask(`feed/getmeta.json?id=${id}`),
    ])
    return feed?.id ? { ...feed, ...meta, id } : null
  } catch (error) {
    if (error.code === 'offline') throw error
    return null
  }
}

/** Whether a feed can be drawn: others than those at a fixed interval have no grid. */
export function isOnGrid({ engine }) {
  return Number(engine) === FIXED_INTERVAL
}

/**
 * A feed as the editor has it.
 * @param {Object} listed
 * @param {boolean} isState
 * @param {string} broken  What to say of one whose files are damaged.
 * @returns {import('../editor/source.js').Feed}
 */
export function feedOf(listed, isState, broken) {
  const interval = Number(listed.interval) || 0
  const npoints = interval ? Number(listed.npoints) || 0 : 0
  const start = Number(listed.start_time) || 0
  return {
    id: Number(listed.id), name: String(listed.name ?? ''), tag: String(listed.tag ?? ''),
    unit: String(listed.unit ?? ''), kind: isState ? 'state' : 'measured', start,
    interval: interval || 1, npoints, end: start + npoints * interval,
    ...(interval ? {} : { problem: broken }),
  }
}

/** Whether the last value of a feed leaves it possible that it is a state. */
export function mayBeState({ value, npoints }) {
  return Number(npoints) > 0 && (value === null || [0, 1].includes(Number(value ?? 0)))
}

/** Whether some points of a feed, all over it, are states, and at least one is known. */
export async function looksLikeState(emoncms, { id, start_time: start, interval, npoints }) {
  const step = interval * Math.max(1, Math.floor(npoints / SAMPLE))
  const end = Number(start) + interval * (npoints - 1)
  const points = await emoncms.ask(`feed/data.json?id=${id}&start=${start * 1000}` +
    `&end=${end * 1000}&interval=${step}&skipmissing=1&limitinterval=0`)
  return Array.isArray(points) && points.length > 0 &&
    points.every(([, value]) => value === 0 || value === 1)
}
