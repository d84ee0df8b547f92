// Which feeds are states: Emoncms keeps no word of it, so their points are looked at, once a tab.

import { looksLikeState, mayBeState } from './feeds.js'

const KEY = 'retouche.kinds'

/** How long the list of feeds waits for it, in ms. */
const PATIENCE = 2000

export class Kinds {
  /**
   * @param {import('./http.js').Emoncms} emoncms
   * @param {() => void} learned  Told when more is known than the list had waited for.
   */
  constructor(emoncms, learned) {
    this.emoncms = emoncms
    this.learned = learned
    this.known = new Map(stored())
    /** Feeds that were made here. */
    this.confirmed = new Set()
    /** Feeds that were read whole and hold something else. */
    this.refuted = new Set()
  }

  /** Says that a feed is one. */
  confirm(id) {
    this.confirmed.add(id)
  }

  /** Says that a feed is none, whoever names it so. */
  refute(id) {
    this.refuted.add(id)
  }

  /** Which of the feeds are states; those named as one are. */
  async statesAmong(feeds, names) {
    const named = new Set([...names, ...this.confirmed])
    const doubtful = feeds.filter((feed) => mayBeState(feed) && !named.has(Number(feed.id)) &&
      !this.known.has(key(feed)))
    let isLate = false
    const looking = this.#look(doubtful)
    await Promise.race([looking, new Promise((resolve) => setTimeout(() => {
      isLate = true
      resolve()
    }, PATIENCE))])
    if (isLate) looking.then(() => this.learned())
    const states = feeds.filter((feed) =>
      named.has(Number(feed.id)) || (mayBeState(feed) && this.known.get(key(feed))))
    return new Set(states.map(({ id }) => Number(id)).filter((id) => !this.refuted.has(id)))
  }

  async #look(feeds) {
    for (const feed of feeds) {
      try {
        this.known.set(key(feed), await looksLikeState(this.emoncms, feed))
      } catch (error) {
        if (error.code === 'offline') return
        this.known.set(key(feed), false)
      }
    }
    if (feeds.length) this.#store()
  }

  #store() {
    try {
      sessionStorage.setItem(KEY, JSON.stringify([...this.known]))
    } catch {
      // Then they are looked at again.
    }
  }
}

/** A feed that was cleared or made anew is another. */
function key({ id, start_time: start, interval }) {
  return `${id}/${start}/${interval}`
}

function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '[]')
  } catch {
    return []
  }
}
