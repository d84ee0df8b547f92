// What an edit would change in a feed's points: blocks of them, before and after.

import { bitsOf, codeOf, nameOf } from './states.js'

/** Most points of one block: what the page sends at once. */
const LONGEST = 1_000_000

/**
 * @typedef {Object} Block
 * @property {number} first
 * @property {Uint32Array} before
 * @property {Uint32Array} after
 *
 * @typedef {Object} Plan
 * @property {Block[]} blocks
 * @property {number} changed                      Points that become others.
 * @property {[number, number, string][]} changes  What was asked, by slots.
 * @property {number} first                        The slots that it covers.
 * @property {number} end
 */

/**
 * @param {import('./points.js').Points} points
 * @param {import('../editor/source.js').Change[]} changes
 * @returns {Plan}
 */
export function planOf(points, changes) {
  const asked = changes.map(({ from, to, state }) => {
    const first = points.slot(from)
    return [first, points.slot(to) - first, state]
  }).filter(([, count]) => count > 0).sort((a, b) => a[0] - b[0])
  const first = asked.reduce((least, [slot]) => Math.min(least, slot), points.npoints)
  const end = asked.reduce((most, [slot, count]) => Math.max(most, slot + count), 0)
  if (first >= end) return { blocks: [], changed: 0, changes: [], first: 0, end: 0 }
  const after = points.bits.slice(first, end)
  for (const [slot, count, state] of asked) {
    for (let i = slot - first; i < slot - first + count; i += 1) {
      // A point that is so already keeps its bits: there are many ways to say unknown.
      if (nameOf(codeOf(after[i])) !== state) after[i] = bitsOf(state)
    }
  }
  const before = points.bits.subarray(first, end)
  let changed = 0
  let [low, high] = [after.length, 0]
  for (let i = 0; i < after.length; i += 1) {
    if (after[i] === before[i]) continue
    changed += 1
    low = Math.min(low, i)
    high = i + 1
  }
  const blocks = []
  for (let i = low; i < high; i += LONGEST) {
    const last = Math.min(i + LONGEST, high)
    blocks.push({
      first: first + i, before: before.slice(i, last), after: after.slice(i, last),
    })
  }
  return { blocks, changed, changes: joined(asked), first, end }
}

/** Whether the states under a range are those that a person saw. */
export function isAsSeen(points, seen) {
  return seen.every(({ from, to, state }) => {
    const end = points.slot(to)
    for (let i = points.slot(from); i < end; i += 1) {
      if (nameOf(codeOf(points.bits[i])) !== state) return false
    }
    return true
  })
}

/** Adjoining changes to one state are one. */
function joined(changes) {
  const result = []
  for (const [first, count, state] of changes) {
    const last = result[result.length - 1]
    if (last && last[2] === state && last[0] + last[1] === first) last[1] += count
    else result.push([first, count, state])
  }
  return result
}
