// What the page's address asks for: `?state=19&supply=21&indoor=30,31&outdoor=8`, as Emoncms's list
// of visualisations writes it.

const ROLES = ['state', 'supply', 'return', 'outdoor']

/**
 * The feeds that an address names by their role; null where it names none.
 * @param {string} search  The part of the address from `?` on.
 * @returns {?{state: ?number, supply: ?number, return: ?number, outdoor: ?number,
 *   indoor: number[]}}
 */
export function readOptions(search) {
  const given = new URLSearchParams(search)
  // -1 and 0 are how a list of options says none.
  const ids = (role) => (given.get(role) ?? '').split(',')
    .filter((text) => /^[1-9]\d{0,8}$/.test(text)).map(Number)
  const options = { indoor: [...new Set(ids('indoor'))] }
  for (const role of ROLES) options[role] = ids(role)[0] ?? null
  return options.indoor.length || ROLES.some((role) => options[role]) ? options : null
}

/** All feeds named. */
export function namedFeeds(options) {
  if (!options) return []
  const { indoor, ...roles } = options
  return [...new Set([...Object.values(roles).filter(Boolean), ...indoor])]
}

/**
 * The key that an address was given, taken out of it: an address is kept in histories and logs.
 * @param {Location} location
 * @param {History} history
 * @returns {?string}
 */
export function takeKey(location, history) {
  const given = new URLSearchParams(location.search)
  const key = given.get('apikey')
  if (key === null) return null
  given.delete('apikey')
  const rest = given.toString().replace(/%2C/g, ',')
  history.replaceState(null, '', location.pathname + (rest && `?${rest}`) + location.hash)
  return /^[0-9a-zA-Z]{1,64}$/.test(key) ? key : null
}
