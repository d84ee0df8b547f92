// What happens elsewhere: another tab, the command line, Emoncms appending points.

import { readLanes } from './view.js'

/** How long until an own edit's answer is surely there, in ms: its event may overtake it. */
const PATIENCE = 400

export class Live {
  constructor(editor) {
    this.editor = editor
  }

  start() {
    this.stop()
    this.end = this.editor.source.subscribe?.((event) => this.#hear(event))
  }

  stop() {
    this.end?.()
    clearTimeout(this.timer)
  }

  async #hear({ type, feed, status }) {
    const { editor } = this
    const { model } = editor
    try {
      if (type === 'offline') await this.#check()
      else if (type === 'online') await this.#reconnect()
      else if (type === 'feed') await this.#feedChanged(feed)
      else if (type === 'settled') await this.#settled(status)
      else await this.#listsChanged()
    } catch (error) {
      if (error.code === 'offline') this.#lose()
      else model.say('error', editor.words.error(error))
    }
  }

  /** Whether the source is gone or only its events are. */
  async #check() {
    await this.editor.source.workspace()
    await this.#reconnect()
  }

  #lose() {
    const { model } = this.editor
    model.set('status', { status: { ...model.status, connected: false } })
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.#hear({ type: 'offline' }), 3000)
  }

  /** What was missed meanwhile is read anew. */
  async #reconnect() {
    const { editor } = this
    const { model } = editor
    if (model.status.connected) return
    await editor.readLists()
    model.set('status', { status: { ...model.status, connected: true } })
    await Promise.all([readLanes(editor, true), editor.edits.readHistory()])
    model.tell('view')
    model.say('info', editor.words('online'))
  }

  async #listsChanged() {
    const { editor } = this
    const { model } = editor
    const before = model.feeds
    await editor.readLists()
    // One that was trimmed or made anew holds other segments.
    const isOther = model.lanes.some((id) => {
      const [was, is] = [before.get(id), model.feeds.get(id)]
      return was && (was.start !== is.start || was.npoints > is.npoints)
    })
    if (isOther) await Promise.all([readLanes(editor, true), editor.edits.readHistory()])
    model.tell('view')
  }

  /** An edit that was interrupted has come to an end. */
  async #settled(status) {
    const { editor } = this
    editor.model.say(status === 'conflict' ? 'warning' : 'info', editor.words(`settled.${status}`))
    await Promise.all([readLanes(editor, true), editor.edits.readHistory()])
  }

  async #feedChanged({ id, npoints, start, end, change }) {
    const { editor } = this
    const { edits, model, words } = editor
    const feed = model.feeds.get(id)
    if (!feed) return
    const grew = npoints !== feed.npoints
    Object.assign(feed, { npoints, start, end })
    if (grew) model.tell('lists')
    if (!change) return
    if (edits.isPending) await new Promise((resolve) => setTimeout(resolve, PATIENCE))
    const isShown = model.lanes.includes(id)
    if (change.kind === 'append' || change.kind === 'other') {
      if (isShown) await edits.refresh(id, change.from, change.to)
      // Other curves are the chart's: it draws them anew when the view is told of.
      if (isShown || model.curves.some((curve) => curve.id === id)) model.tell('view')
      return
    }
    if (!isShown || (change.edit !== null && edits.own.has(change.edit))) return
    await edits.refresh(id, change.from, change.to)
    if (id !== model.lanes[0]) return
    await edits.readHistory()
    const item = model.history.items.find(({ edit }) => edit === change.edit)
    const isEdit = item && change.kind === 'edit'
    const what = isEdit ? words.what(item.what) : words(`live.${change.kind}`)
    model.say('info', words('live', {
      what, from: editor.format.time(change.from), to: editor.format.time(change.to),
    }))
  }
}
