// The words of the page in the person's language.

import { chartWords } from './words-chart.js'
import { en } from './words-en.js'
import { fr } from './words-fr.js'

/** What the page speaks, each with its name in itself. */
export const LANGUAGES = { en: 'English', fr: 'Français' }

const TABLES = { en: { ...en, ...chartWords.en }, fr: { ...fr, ...chartWords.fr } }

/**
 * The first language wanted that the page speaks.
 * @param {readonly string[]} wanted  Such as `navigator.languages`.
 */
export function chooseLanguage(wanted) {
  const spoken = wanted.map((tag) => tag.slice(0, 2).toLowerCase())
  return spoken.find((tag) => tag in LANGUAGES) ?? 'en'
}

/**
 * The words of a language: `words(key, values)` is a text with `{name}` replaced by values. A text
 * with several forms takes the one that `values.n` asks for.
 * @param {string} language
 * @param {Object} [own]  A host's own words by language, said in the place of these.
 */
export function makeWords(language, own) {
  const table = { ...TABLES[language], ...own?.[language] }
  const plurals = new Intl.PluralRules(language)
  const numbers = new Intl.NumberFormat(language)
  const words = (key, values = {}) => {
    let text = table[key] ?? key
    if (typeof text === 'object') text = text[plurals.select(values.n)] ?? text.other
    return text.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = values[name] ?? whole
      return typeof value === 'number' ? numbers.format(value) : value
    })
  }
  /** Whether there is such a text. */
  words.has = (key) => key in table
  /** What the source says of an error: in the person's language where the code is known. */
  words.error = (error) => {
    const key = `error.${error.code ?? ''}`
    return words.has(key) ? words(key, error.values) : error.message
  }
  /** What a journal entry did. */
  words.what = (text) => {
    if (words.has(`what.${text}`)) return words(`what.${text}`)
    const [, verb] = /^(\w+)/.exec(text) ?? []
    if (verb === 'infer') return words('what.infer')
    return words.has(`what.${verb}`) ? words(`what.${verb}`) : text
  }
  words.language = language
  return words
}
