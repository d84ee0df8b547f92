// The Studio's page: the editor over the Studio's API, its address, language and colours.

import { createEditor } from '../editor/editor.js'
import { currentView } from '../editor/view.js'
import { chooseLanguage, LANGUAGES } from '../editor/words.js'
import { readAddress, writeAddress } from './address.js'
import { ApiSource } from './api-source.js'

/** How long the window rests before the address follows, in ms. */
const REST = 300

const root = document.documentElement
const wanted = remembered('language')
const language = wanted in LANGUAGES ? wanted : chooseLanguage(navigator.languages)
const dark = matchMedia('(prefers-color-scheme: dark)')
let written = null
let timer

root.lang = language
setTheme(remembered('theme'))

const editor = createEditor(document.getElementById('studio'), new ApiSource('/api/v1'), {
  language,
  login: '/login',
  view: () => readAddress(location.hash, editor.format),
  onLanguage(chosen) {
    remember('language', chosen)
    root.lang = chosen
    editor.setLanguage(chosen)
  },
  onTheme() {
    const chosen = isDark() ? 'light' : 'dark'
    remember('theme', chosen)
    setTheme(chosen)
    editor.model.tell('theme')
  },
})

// For who looks from the browser's console, as for the tests.
document.getElementById('studio').editor = editor

dark.addEventListener('change', () => editor.model.tell('theme'))
editor.model.on('window view layout', ({ type }) => {
  clearTimeout(timer)
  timer = setTimeout(() => follow(type), REST)
})
addEventListener('hashchange', () => {
  if (location.hash.slice(1) === written) return
  written = location.hash.slice(1)
  const view = readAddress(location.hash, editor.format)
  if (view) editor.show(view)
})

/** Writes the view into the address; only another choice of feeds is a step that `back` takes. */
function follow(type) {
  if (!editor.format) return
  const { circuit } = editor.model
  document.title = `${circuit ?? editor.model.workspace.name} · Retouche`
  const address = writeAddress(currentView(editor), editor.format)
  if (address === location.hash.slice(1)) return
  const isStep = type === 'view' && written !== null
  history[isStep ? 'pushState' : 'replaceState'](null, '', `#${address}`)
  written = address
}

function isDark() {
  return root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches
}

function setTheme(theme) {
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
}

/** What was chosen before; null where the browser keeps nothing. */
function remembered(key) {
  try {
    return localStorage.getItem(`retouche.${key}`)
  } catch {
    return null
  }
}

function remember(key, value) {
  try {
    localStorage.setItem(`retouche.${key}`, value)
  } catch {
    // A browser that keeps nothing asks again: no harm.
  }
}
