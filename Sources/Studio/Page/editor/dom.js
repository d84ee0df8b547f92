// Elements from script. Text is only ever set as text, and styles only through the style object:
// the page's policy allows no other.

/**
 * Makes an element.
 * @param {string} tag
 * @param {Object} properties  `onclick` and the like are listeners, `style` an object of custom
 *   properties and styles, the rest attributes; what is false, null or undefined is left out.
 * @param {...(Node|string|null|false|Array)} children
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false || name === 'value') continue
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value)
    else if (name === 'style') style(element, value)
    else element.setAttribute(name, value === true ? '' : value)
  }
  fill(element, children)
  // A list's choice exists only once its options do.
  if ('value' in properties) element.value = properties.value ?? ''
  return element
}

/** Gives an element other children. */
export function put(element, ...children) {
  element.textContent = ''
  return fill(element, children)
}

/** Gives an element other children, and the focus to the one in the place of who had it. */
export function redraw(element, ...children) {
  const controls = () => [...element.querySelectorAll('button')]
  const place = controls().indexOf(document.activeElement)
  put(element, ...children)
  if (place < 0) return
  const usable = controls().filter(({ disabled }) => !disabled)
  const same = controls()[place]
  const next = usable.includes(same) ? same : usable[usable.length - 1]
  next?.focus({ preventScroll: true })
}

/** Sets styles, custom properties among them. */
export function style(element, styles) {
  for (const [name, value] of Object.entries(styles)) element.style.setProperty(name, value)
}

/** A list to choose from; options are `[value, text]`. */
export function select(properties, options) {
  return h('select', properties, options.map(([value, text]) => h('option', { value }, text)))
}

/** A named field: a label around its control. */
export function field(label, control, properties = {}) {
  return h('label', { class: 'rt-field', ...properties }, h('span', {}, label), control)
}

function fill(element, children) {
  for (const child of children.flat(3)) {
    if (child !== null && child !== undefined && child !== false) element.append(child)
  }
  return element
}
