// Points as runs of equal ones, each with its four bytes as they lie in the file.

/** @returns {[number, string][]}  How many, and the bytes in hex. */
export function runsOf(bits) {
  const runs = []
  for (let i = 0; i < bits.length;) {
    let end = i + 1
    while (end < bits.length && bits[end] === bits[i]) end += 1
    runs.push([end - i, hex(bits[i])])
    i = end
  }
  return runs
}

/** The points of runs. */
export function pointsOf(runs) {
  const bits = new Uint32Array(runs.reduce((sum, [count]) => sum + count, 0))
  let at = 0
  for (const [count, bytes] of runs) {
    bits.fill(word(bytes), at, at + count)
    at += count
  }
  return bits
}

/** A word as its bytes in the file: the least first. */
function hex(bits) {
  return swapped(bits).toString(16).padStart(8, '0')
}

function word(bytes) {
  return swapped(parseInt(bytes, 16))
}

function swapped(bits) {
  return ((bits & 0xff) << 24 | (bits & 0xff00) << 8 | bits >>> 8 & 0xff00 | bits >>> 24) >>> 0
}
