// Blocks of points into Emoncms's file, and read back: what it answers is not believed.

import { SourceError } from '../editor/source.js'

/**
 * Puts the points of blocks, and sees to it that they stand.
 * @param {import('./http.js').Emoncms} emoncms
 * @param {import('./memory.js').Memory} memory
 * @param {{id: number, start: number, interval: number}} feed
 * @param {{first: number, after: Uint32Array}[]} blocks
 */
export async function upload(emoncms, memory, feed, blocks) {
  for (const { first, after } of blocks) {
    const refused = await send(emoncms, feed, first, after)
    const stands = await memory.range(feed.id, first, first + after.length)
    if (isSame(stands, after)) continue
    throw refused ?? new SourceError(
      'unverified', 'Emoncms says that it wrote the points, and does not give them back.')
  }
}

/** @returns {Promise<?SourceError>} Why not, as Emoncms says: yet it may be written. */
async function send(emoncms, { id, start, interval }, first, bits) {
  try {
    const answer = await emoncms.ask(
      `feed/upload.json?id=${id}&start=${start + first * interval}` +
      `&interval=${interval}&npoints=${bits.length}`, {
        method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: bits,
      })
    if (answer === true) return null
    return await emoncms.explained(
      new SourceError('refused', 'Emoncms does not take the points: see its log.'))
  } catch (error) {
    if (error.code === 'offline' || error.code === 'unauthorized') throw error
    return error
  }
}

/** Whether points are the same to the bit. */
export function isSame(a, b) {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false
  return true
}
