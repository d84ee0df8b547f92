// The page inside Emoncms: the editor over Emoncms's own API.

import { hostEditor } from '../editor/host.js'
import { EmoncmsSource } from './emoncms-source.js'
import { readOptions, takeKey } from './options.js'
import { words } from './words.js'

const element = document.getElementById('retouche')
const { base, language } = element.dataset
const key = takeKey(location, history)
const source = new EmoncmsSource(base, {
  key, feeds: readOptions(location.search), words: (text) => editor.words(text),
  // Nobody is to be led into an edit by a page of somebody else's around this one.
  isReadOnly: !key && isWithinAnother(),
})
const editor = hostEditor(element, source, { language, words, login: base })

/** Whether a page from elsewhere shows this one in a frame. */
function isWithinAnother() {
  try {
    return top.location.origin !== location.origin
  } catch {
    return true
  }
}
