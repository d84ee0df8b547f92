// The keys: one table, which the help is made from too.

/** Each is [keys, words key, what it does]; a letter is written as it is typed. */
export const KEYS = {
  move: [
    [['ArrowLeft'], 'previousEdge', ({ actions }) => actions.stepEdge(-1)],
    [['ArrowRight'], 'nextEdge', ({ actions }) => actions.stepEdge(1)],
    [[','], 'cursorBack', ({ chart }) => chart.nudgeCursor(-1)],
    [['.'], 'cursorOn', ({ chart }) => chart.nudgeCursor(1)],
    [['['], 'panBack', ({ chart }) => chart.pan(-0.5)],
    [[']'], 'panOn', ({ chart }) => chart.pan(0.5)],
    [['+', '='], 'zoomIn', ({ chart }) => chart.zoom(0.5)],
    [['-'], 'zoomOut', ({ chart }) => chart.zoom(2)],
    [['1'], 'day', ({ actions }) => actions.period('day')],
    [['2'], 'week', ({ actions }) => actions.period('week')],
    [['3'], 'month', ({ actions }) => actions.period('month')],
    [['4'], 'season', ({ actions }) => actions.period('season')],
    [['5'], 'all', ({ actions }) => actions.period('all')],
    [['g'], 'date', ({ toolbar }) => toolbar.date.focus()],
  ],
  review: [
    [['i'], 'infer', ({ reviewing }) => reviewing.infer()],
    [['n'], 'next', ({ reviewing }) => reviewing.step(1)],
    [['p'], 'previous', ({ reviewing }) => reviewing.step(-1)],
    [['a'], 'accept', ({ reviewing }) => reviewing.judge(true)],
    [['r'], 'reject', ({ reviewing }) => reviewing.judge(false)],
    [['Ctrl+Enter'], 'apply', ({ reviewing }) => reviewing.apply()],
  ],
  edit: [
    [['o'], 'on', ({ actions }) => actions.setState('on')],
    [['f'], 'off', ({ actions }) => actions.setState('off')],
    [['u'], 'unknown', ({ actions }) => actions.setState('unknown')],
    [[' '], 'flip', ({ actions }) => actions.flip()],
    [['Shift+ArrowLeft'], 'edgeBack', ({ actions }) => actions.nudgeEdge(-1)],
    [['Shift+ArrowRight'], 'edgeOn', ({ actions }) => actions.nudgeEdge(1)],
    [['Ctrl+Shift+ArrowLeft'], 'edgeBackFar', ({ actions }) => actions.nudgeEdge(-6)],
    [['Ctrl+Shift+ArrowRight'], 'edgeOnFar', ({ actions }) => actions.nudgeEdge(6)],
    [['s'], 'split', ({ actions }) => actions.split()],
    [['m'], 'merge', ({ actions }) => actions.merge()],
    [['c'], 'confirm', ({ actions }) => actions.confirm()],
    [['e'], 'paint', ({ panels }) => panels.open('segments').focusForm()],
    [['k'], 'snap', ({ actions }) => actions.toggleSnap()],
    [['Ctrl+z'], 'undo', ({ actions }) => actions.undo()],
    [['Ctrl+Shift+z', 'Ctrl+y'], 'redo', ({ actions }) => actions.redo()],
  ],
  page: [
    [['t'], 'table', ({ panels }) => panels.open('segments').focus()],
    [['h'], 'history', ({ panels }) => panels.open('history').focus()],
    [['b'], 'carpet', ({ actions }) => actions.toggleCarpet()],
    [['/'], 'feeds', ({ chooser }) => chooser.open()],
    [['?'], 'help', ({ dialogs }) => dialogs.help()],
    [['Escape'], 'escape.how', ({ actions }) => actions.escape()],
  ],
}

/** What is done to what the curves show: left alone while the carpet hides them. */
const ON_CURVES = new Set([
  'on', 'off', 'unknown', 'flip', 'edgeBack', 'edgeOn', 'edgeBackFar', 'edgeOnFar', 'split',
  'merge', 'confirm', 'accept', 'reject',
])

/** Keys that a control needs for itself. */
const OWN = new Set([' ', 'Enter', 'ArrowLeft', 'ArrowRight'])

/** The name of a key event as the table writes it. */
export function keyName(event) {
  const { key } = event
  const letter = key.length === 1 && /[a-z]/i.test(key)
  const name = letter ? key.toLowerCase() : key
  const command = event.ctrlKey || event.metaKey ? 'Ctrl+' : ''
  // The shift that a sign needs on some keyboards is no modifier.
  const shift = event.shiftKey && (letter || key.length > 1) ? 'Shift+' : ''
  return command + shift + name
}

/** Listens to the keys of a page. */
export function listenForKeys(editor) {
  const table = new Map(Object.values(KEYS).flat()
    .flatMap(([keys, what, run]) => keys.map((key) => [key, { what, run }])))
  const listen = (type, listener) =>
    document.addEventListener(type, listener, { signal: editor.parts.signal })
  listen('keydown', (event) => {
    const { target } = event
    if (event.defaultPrevented || event.altKey || event.isComposing) return
    if (target.closest('input, select, textarea, dialog')) return
    if (target !== document.body && !editor.element.contains(target)) return
    const name = keyName(event)
    if (OWN.has(name) && target.closest('button, a, [role=grid], [role=tab], summary')) return
    const known = table.get(name)
    if (!known) return
    event.preventDefault()
    if (!(editor.showsCarpet && ON_CURVES.has(known.what))) known.run(editor)
  })
  listen('keyup', (event) => {
    if (event.key === 'Shift') editor.actions.settleNudge()
  })
}
