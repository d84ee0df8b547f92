// What every page that shows an editor does with it: language and colours as they were chosen
// before, and the view in the part of the address after `#`.

import { readAddress, writeAddress } from './address.js'
import { createEditor } from './editor.js'
import { currentView } from './view.js'
import { chooseLanguage, LANGUAGES } from './words.js'

/** How long the window rests before the address follows, in ms. */
const REST = 300

/**
 * Puts an editor into an element of a page of its own.
 * @param {HTMLElement} element
 * @param {import('./source.js').Source} source
 * @param {Object} options
 * @param {string} options.login       Where a person is sent whom the source does not know.
 * @param {string} [options.language]  What the host speaks, where the person chose nothing here.
 * @param {Object} [options.words]     The host's own words, by language.
 */
export function hostEditor(element, source, { language: spoken, ...options }) {
  const root = document.documentElement
  const wanted = remembered('language')
  const language = wanted in LANGUAGES ? wanted
    : chooseLanguage(spoken ? [spoken] : navigator.languages)
  const dark = matchMedia('(prefers-color-scheme: dark)')
  let written = null
  let timer

  root.lang = language
  setTheme(remembered('theme'))

  const editor = createEditor(element, source, {
    ...options,
    language,
    view: () => readAddress(location.hash, editor.format),
    onLanguage(chosen) {
      remember('language', chosen)
      root.lang = chosen
      editor.setLanguage(chosen)
    },
    onTheme() {
      const isDark = root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches
      const chosen = isDark ? 'light' : 'dark'
      remember('theme', chosen)
      setTheme(chosen)
      editor.model.tell('theme')
    },
  })

  // For who looks from the browser's console, as for the tests.
  element.editor = editor

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
  return editor

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

  function setTheme(theme) {
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
  }
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
