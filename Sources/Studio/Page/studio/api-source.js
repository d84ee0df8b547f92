// The source over the Studio's HTTP API.

import { SourceError } from '../editor/source.js'

const STATES = ['off', 'on', 'unknown']
const PROVENANCES = ['initial', 'inferred', 'hand', 'imported']
const COLUMNS = 0x4c4f4352
const SEGMENTS = 0x47455352

/** @implements {import('../editor/source.js').Source} */
export class ApiSource {
  /** @param {string} base  Address of the API, such as `/api/v1`. */
  constructor(base) {
    this.base = base
  }

  async workspace() {
    const { name, time_zone: timeZone, version } = await this.#get('/workspace')
    return { name, timeZone, version, canWrite: true }
  }

  async feeds() {
    return (await this.#get('/feeds')).feeds
  }

  async circuits() {
    return (await this.#get('/circuits')).circuits.map(circuit)
  }

  async columns(id, from, to, count, signal) {
    const query = `from=${Math.floor(from)}&to=${Math.ceil(to)}&count=${count}`
    const bytes = await this.#bytes(`/feeds/${id}/columns?${query}`, COLUMNS, signal)
    const n = bytes.getUint32(4, true)
    const floats = (k) => copy(Float32Array, bytes, 24 + 4 * n * k, n)
    return {
      start: bytes.getFloat64(8, true), step: bytes.getFloat64(16, true),
      min: floats(0), max: floats(1), mean: floats(2), recorded: floats(3),
    }
  }

  async segments(id, from, to, signal) {
    const query = from === undefined ? '' : `?from=${Math.floor(from)}&to=${Math.ceil(to)}`
    return this.#segments(`/feeds/${id}/segments${query}`, signal)
  }

  async runs(id, signal) {
    return this.#segments(`/feeds/${id}/runs`, signal)
  }

  async #segments(path, signal) {
    const bytes = await this.#bytes(path, SEGMENTS, signal)
    const n = bytes.getUint32(4, true)
    const starts = copy(Float64Array, bytes, 8, n)
    const ends = copy(Float64Array, bytes, 8 + 8 * n, n)
    const confidences = copy(Float32Array, bytes, 8 + 16 * n, n)
    const codes = copy(Uint8Array, bytes, 8 + 20 * n, 3 * n)
    return Array.from(starts, (start, i) => ({
      from: start, to: ends[i], state: STATES[codes[i]], provenance: PROVENANCES[codes[n + i]],
      confidence: confidences[i], provisional: (codes[2 * n + i] & 1) === 1,
    }))
  }

  async history(id, signal) {
    const { head, redo, items } = await this.#get(`/feeds/${id}/history`, signal)
    return {
      head: head ?? null, redo: redo ?? null,
      items: items.map(({ changed_points: changedPoints, ...item }) => ({ ...item, changedPoints })),
    }
  }

  async edit(id, edit) {
    return receipt(await this.#post(`/feeds/${id}/edits`, edit))
  }

  async undo(id, edit) {
    return receipt(await this.#post(`/feeds/${id}/undo`, { edit }))
  }

  async redo(id, edit) {
    return receipt(await this.#post(`/feeds/${id}/redo`, { edit }))
  }

  async propose(name) {
    return this.#post(`/circuits/${encodeURIComponent(name)}/proposals`, {})
  }

  async apply(name, id, judged) {
    const path = `/circuits/${encodeURIComponent(name)}/proposals/${encodeURIComponent(id)}/apply`
    return receipt(await this.#post(path, judged))
  }

  async score(id, truth, signal) {
    return this.#get(`/feeds/${id}/score?truth=${truth}`, signal)
  }

  async explain(name, time, signal) {
    return this.#get(`/circuits/${encodeURIComponent(name)}/explain?time=${Math.floor(time)}`, signal)
  }

  async createCircuit({ plantRoom, ...roles }) {
    return circuit(await this.#post('/circuits', { ...roles, plant_room: plantRoom }))
  }

  subscribe(listener) {
    let events
    let timer
    const open = () => {
      events = new EventSource(`${this.base}/events`)
      events.addEventListener('open', () => listener({ type: 'online' }))
      events.addEventListener('error', () => {
        listener({ type: 'offline' })
        // A browser tries again by itself unless it was answered, and refused.
        if (events.readyState === EventSource.CLOSED) timer = setTimeout(open, 5000)
      })
      for (const type of ['feeds', 'circuits']) {
        events.addEventListener(type, () => listener({ type }))
      }
      events.addEventListener('feed', (event) =>
        listener({ type: 'feed', feed: JSON.parse(event.data) }))
    }
    open()
    return () => {
      clearTimeout(timer)
      events.close()
    }
  }

  async #get(path, signal) {
    return (await this.#request(path, { signal })).json()
  }

  async #post(path, body) {
    const headers = { 'Content-Type': 'application/json' }
    return (await this.#request(path, { method: 'POST', headers, body: JSON.stringify(body) })).json()
  }

  async #bytes(path, magic, signal) {
    const bytes = new DataView(await (await this.#request(path, { signal })).arrayBuffer())
    if (bytes.byteLength < 8 || bytes.getUint32(0, true) !== magic) {
      throw new SourceError('malformed_answer', `${path} gave something that is no series.`)
    }
    return bytes
  }

  async #request(path, options) {
    let response
    try {
      response = await fetch(this.base + path, { credentials: 'same-origin', ...options })
    } catch (error) {
      if (error.name === 'AbortError') throw error
      throw new SourceError('offline', 'The Studio does not answer. Is it still running?')
    }
    if (response.ok) return response
    const { error } = await response.json().catch(() => ({}))
    throw new SourceError(
      error?.code ?? `status_${response.status}`, error?.message ?? `${path}: ${response.status}`)
  }
}

/** A typed copy of part of a body, which need not be aligned. */
function copy(Type, bytes, offset, count) {
  const start = bytes.byteOffset + offset
  return new Type(bytes.buffer.slice(start, start + count * Type.BYTES_PER_ELEMENT))
}

function circuit({ plant_room: plantRoom, ...roles }) {
  return { ...roles, indoor: roles.indoor ?? [], plantRoom: plantRoom ?? null }
}

function receipt({ changed_points: changedPoints, ...rest }) {
  return { ...rest, changedPoints, head: rest.head ?? null, redo: rest.redo ?? null }
}
