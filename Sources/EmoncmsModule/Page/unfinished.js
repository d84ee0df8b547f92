// The edits that this page has begun and not seen the end of: kept for as long as its tab, so that
// it settles them itself after it was loaded again.

const KEY = 'retouche.unfinished'

export class Unfinished {
  constructor() {
    this.entries = new Map(stored())
  }

  /** Whether there is one of a feed. */
  has(feed) {
    return this.feeds.includes(feed)
  }

  get feeds() {
    return [...new Set([...this.entries.values()].map((entry) => entry.feed))]
  }

  /** What was asked for under a key; undefined where that was another page's. */
  get(key) {
    return this.entries.get(key)
  }

  add(key, entry) {
    this.entries.set(key, entry)
    this.#store()
  }

  delete(key) {
    this.entries.delete(key)
    this.#store()
  }

  /** Forgets those of a feed. */
  clear(feed) {
    for (const [key, entry] of this.entries) if (entry.feed === feed) this.entries.delete(key)
    this.#store()
  }

  #store() {
    try {
      sessionStorage.setItem(KEY, JSON.stringify([...this.entries]))
    } catch {
      // Then another page settles them, after a minute.
    }
  }
}

function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '[]')
  } catch {
    return []
  }
}

/** An id that nobody else has; `crypto.randomUUID` is missing where a page comes by plain HTTP. */
export function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = bytes[6] & 0x0f | 0x40
  bytes[8] = bytes[8] & 0x3f | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
    .join('-')
}
