// Emoncms over HTTP. It says most refusals with status 200, and to a stranger it says misleading
// things: here they become errors that say what is wrong.

import { SourceError } from '../editor/source.js'

/** How long an answer may take, or rest in the middle, in ms. */
const PATIENCE = 40_000

/** What the module calls otherwise than the editor. */
const CODES = { not_logged_in: 'unauthorized', read_only: 'readOnly' }

/** What Emoncms says of what is there, too, to who is not logged in. */
const DOUBTFUL = new Set(['refused', 'not_found', 'malformed_answer', 'forbidden'])

export class Emoncms {
  /**
   * @param {string} base   Its address, such as `https://emonpi.local/emoncms/`.
   * @param {?string} key   Where the page was given one: it takes the place of the login.
   */
  constructor(base, key = null) {
    this.base = base
    this.key = key
    this.token = null
    /** Whether somebody was logged in. */
    this.isKnown = false
    /** What the server's clock is ahead of this one, in seconds. */
    this.ahead = 0
  }

  /** The server's time. */
  get now() {
    return Date.now() / 1000 + this.ahead
  }

  /**
   * What Emoncms answers in JSON.
   * @param {string} path  Below the base, without a key.
   * @param {Object} [options]  As `fetch` takes them.
   */
  async ask(path, options = {}) {
    try {
      return await this.#json(path, options)
    } catch (error) {
      throw await this.explained(error)
    }
  }

  /** What the module itself says of who asks, and of the Emoncms. */
  async about(signal) {
    const about = await this.#json('retouche/about.json', { signal })
    if (!about || typeof about !== 'object' || !('user' in about)) {
      throw malformed('retouche/about.json')
    }
    this.token = about.token ?? null
    if (about.user) this.isKnown = true
    return about
  }

  /** Has the module do something, which may take its time: `patience` in ms. */
  async tell(path, body, patience = PATIENCE) {
    const send = () => {
      const headers = { 'Content-Type': 'application/json' }
      if (this.token) headers['X-Retouche-Token'] = this.token
      return this.#json(path, { method: 'POST', headers, body: JSON.stringify(body), patience })
    }
    try {
      return await send()
    } catch (error) {
      if (error.code !== 'bad_token') throw await this.explained(error)
    }
    // Another login since: it has a token of its own.
    const { user } = await this.about()
    if (!user) throw stranger()
    return send()
  }

  /**
   * Reads bytes as they come.
   * @param {string} path
   * @param {(bytes: Uint8Array) => boolean} take  Whether it wants more.
   */
  async stream(path, take) {
    const end = new AbortController()
    let timer
    const wait = () => {
      clearTimeout(timer)
      timer = setTimeout(() => end.abort(), PATIENCE)
    }
    wait()
    try {
      const response = await this.#request(path, { signal: end.signal })
      const type = response.headers.get('Content-Type') ?? ''
      if (!type.startsWith('application/octet-stream')) {
        throw refusal(await read(response, path), path) ?? malformed(path)
      }
      const reader = response.body.getReader()
      for (;;) {
        wait()
        const { done, value } = await reader.read()
        if (done) return
        if (!take(value)) return
      }
    } catch (error) {
      throw error instanceof SourceError ? await this.explained(error) : offline()
    } finally {
      clearTimeout(timer)
      // What is not wanted any more need not be sent.
      end.abort()
    }
  }

  /** An error, or that the login it was allowed by has ended: Emoncms then says something else. */
  async explained(error) {
    if (!DOUBTFUL.has(error.code) || !this.isKnown) return error
    try {
      const { user } = await this.about()
      return user ? error : stranger()
    } catch (other) {
      return other.code === 'unauthorized' ? other : error
    }
  }

  async #json(path, options) {
    const response = await this.#request(path, options)
    const value = await read(response, path)
    const refused = refusal(value, path)
    if (refused) throw refused
    return value
  }

  async #request(path, { signal, headers = {}, patience = PATIENCE, ...options }) {
    if (this.key) headers.Authorization = `Bearer ${this.key}`
    let response
    try {
      response = await fetch(this.base + path, {
        ...options, headers, signal: within(patience, signal), cache: 'no-store',
        credentials: this.key ? 'omit' : 'same-origin',
      })
    } catch (error) {
      if (signal?.aborted && error.name === 'AbortError') throw error
      throw offline()
    }
    const date = Date.parse(response.headers.get('Date') ?? '')
    if (Number.isFinite(date)) this.ahead = (date - Date.now()) / 1000
    if (response.ok) return response
    const { error, ...details } = await response.json().catch(() => null) ?? {}
    if (error?.code) {
      throw new SourceError(CODES[error.code] ?? error.code, error.message ?? error.code, details)
    }
    if (response.status === 401) throw stranger()
    if (response.status === 403 || response.status === 406) {
      throw new SourceError('forbidden', `Emoncms does not allow ${shown(path)}.`)
    }
    if (response.status === 413) {
      throw new SourceError('too_large', 'The web server does not take as much as it was sent.')
    }
    throw new SourceError('malformed_answer', `Emoncms fails: ${shown(path)} ${response.status}.`)
  }
}

/** No answer within a time is none. */
function within(patience, signal) {
  const timeout = AbortSignal.timeout?.(patience)
  if (!signal || !timeout) return signal ?? timeout
  return AbortSignal.any?.([signal, timeout]) ?? signal
}

/** The JSON of an answer; Emoncms gives a page where it means no. */
async function read(response, path) {
  let text
  try {
    text = await response.text()
  } catch (error) {
    if (error.name === 'AbortError') throw error
    throw offline()
  }
  try {
    return JSON.parse(text)
  } catch {
    throw malformed(path)
  }
}

/** What stands in an answer that says no; null where it says none. */
function refusal(value, path) {
  if (value?.success !== false) return null
  const said = String(value.message ?? '')
  if (/does not exist/i.test(said)) {
    return new SourceError('not_found', `Emoncms has no such feed (${shown(path)}).`)
  }
  if (/already exists/i.test(said)) {
    return new SourceError('taken', 'Emoncms has a feed of this tag and name already.')
  }
  if (/invalid characters/i.test(said)) {
    return new SourceError('badName', 'Emoncms takes letters, digits, spaces, _, - and : in names.')
  }
  return new SourceError('refused', `Emoncms says no to ${shown(path)}: ${said || 'no reason'}`)
}

function shown(path) {
  return path.split('?')[0]
}

function malformed(path) {
  return new SourceError('malformed_answer', `Emoncms gave no data: ${shown(path)}`)
}

function stranger() {
  return new SourceError('unauthorized', 'Emoncms does not know you: log in again.')
}

function offline() {
  return new SourceError('offline', 'Emoncms does not answer.')
}
