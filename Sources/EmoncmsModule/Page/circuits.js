// Circuits: those that the module keeps, and the one that the address names.

/**
 * The circuits to show, that of the address first.
 * @param {Object[]} kept     As the module answers.
 * @param {?Object} asked     As `readOptions` gives it.
 * @param {Map<number, Object>} feeds  By id, as Emoncms lists them.
 * @param {string} [given]    What that of the address was called before.
 * @returns {(import('../editor/source.js').Circuit & {id: ?number})[]}
 */
export function circuitsOf(kept, asked, feeds, given) {
  const circuits = kept.map(circuitOf)
  if (!asked) return circuits
  const options = withState(asked, feeds)
  const same = circuits.find((circuit) => isSame(circuit, options))
  if (same) return [same, ...circuits.filter((circuit) => circuit !== same)]
  const first = [options.state, options.supply, ...options.indoor, options.outdoor]
    .find((id) => feeds.has(id))
  if (first === undefined) return circuits
  const name = given ?? freeName(feeds.get(first).name, circuits)
  return [{ id: null, ...options, plantRoom: null, name }, ...circuits]
}

/** A circuit as the editor has it. */
export function circuitOf({ plant_room: plantRoom, ...circuit }) {
  return { ...circuit, indoor: circuit.indoor ?? [], plantRoom: plantRoom ?? null }
}

/** A circuit as the module keeps it. */
export function bodyOf({ id, name, plantRoom, indoor, ...roles }) {
  return {
    ...(id ? { id } : {}), name, supply: roles.supply ?? null, return: roles.return ?? null,
    indoor, outdoor: roles.outdoor ?? null, plant_room: plantRoom ?? null,
    state: roles.state ?? null,
  }
}

/** A graph names all its feeds as rooms: a state among them is the one to edit. */
function withState(options, feeds) {
  const isState = (id) => feeds.get(id)?.kind === 'state'
  const state = options.state ?? options.indoor.find(isState) ?? null
  return { ...options, state, indoor: options.indoor.filter((id) => id !== state) }
}

function isSame(circuit, options) {
  return ['state', 'supply', 'return', 'outdoor'].every((role) =>
    (circuit[role] ?? null) === options[role]) && String(circuit.indoor) === String(options.indoor)
}

function freeName(name, circuits) {
  const isTaken = (text) => circuits.some((circuit) => circuit.name === text)
  let free = name
  for (let n = 2; isTaken(free); n += 1) free = `${name} ${n}`
  return free
}
