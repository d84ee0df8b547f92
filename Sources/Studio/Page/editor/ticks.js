// Marks of the axes: times that are round on the local clock, values that are round in decimals.

const DAY = 86_400

/** Labelled steps from fine to coarse: what it is, how many, the least seconds, label characters. */
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => ({ unit: 's', n, least: n, room: 14 })),
  ...[60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200]
    .map((n) => ({ unit: 's', n, least: n, room: 9 })),
  { unit: 'd', n: 1, least: DAY, room: 12 },
  { unit: 'w', n: 2, least: 2 * DAY, room: 12 },
  { unit: 'w', n: 7, least: 7 * DAY, room: 12 },
  ...[1, 3, 6].map((n) => ({ unit: 'm', n, least: n * 28 * DAY, room: 11 })),
  ...[12, 24, 60, 120, 240, 600, 1200].map((n) => ({ unit: 'm', n, least: n * 30 * DAY, room: 7 })),
]

const MINOR = {
  2: 1, 10: 5, 15: 5, 30: 10, 60: 15, 120: 60, 300: 60, 600: 300, 900: 300, 1800: 600, 3600: 900,
  7200: 3600, 10_800: 3600, 21_600: 3600, 43_200: 10_800,
}

/**
 * The finest step whose labels keep apart.
 * @param {number} span        Seconds that the axis shows.
 * @param {number} characters  Width of the axis in characters.
 */
export function timeStep(span, characters) {
  const hasRoom = (step) => step.least * characters / span >= step.room
  return STEPS.find(hasRoom) ?? STEPS[STEPS.length - 1]
}

/** The small step between two labelled ones; null for none. */
export function minorStep({ unit, n }) {
  if (unit === 's') return MINOR[n] ? { unit, n: MINOR[n] } : null
  if (unit === 'd') return { unit: 's', n: 21_600 }
  if (unit === 'w') return { unit: 'd', n: 1 }
  if (n === 1) return { unit: 'w', n: 7 }
  return { unit: 'm', n: n <= 6 ? 1 : n / 4 }
}

/**
 * The instants of a step in a range, increasing.
 * @param {import('./calendar.js').Calendar} calendar
 */
export function timeTicks({ unit, n }, from, to, calendar) {
  const ticks = []
  if (unit === 's') {
    let time = from
    while (time < to) {
      // The wall clock's multiples: where it is set, the count starts anew.
      const offset = calendar.offset(time)
      const next = Math.ceil((time + offset) / n) * n - offset
      if (next < to && calendar.offset(next) === offset) {
        const last = ticks[ticks.length - 1]
        if (last === undefined || next - last >= 0.6 * n) ticks.push(next)
        time = next + 1
      } else if (calendar.offset(next) !== offset) {
        time = Math.max(time + 1, changeAfter(time, next, calendar))
      } else break
    }
    return ticks
  }
  const { year, month } = calendar.parts(from)
  if (unit === 'm') {
    let index = Math.floor((year * 12 + month - 1) / n) * n
    for (;; index += n) {
      const time = calendar.at({ year: Math.floor(index / 12), month: index % 12 + 1, day: 1 })
      if (time >= to) return ticks
      if (time >= from) ticks.push(time)
    }
  }
  for (let day = calendar.midnight(from); day < to; day = calendar.addDays(day, 1)) {
    if (day < from) continue
    const { weekday } = calendar.parts(day)
    const isWanted = unit === 'd' || weekday === 1 || (n === 2 && (weekday === 3 || weekday === 5))
    if (isWanted) ticks.push(day)
  }
  return ticks
}

/** The first instant after one at which the clock is set, known to lie before another. */
function changeAfter(time, end, calendar) {
  const offset = calendar.offset(time)
  let [low, high] = [time, end]
  while (high - low > 1) {
    const middle = (low + high) / 2
    if (calendar.offset(middle) === offset) low = middle
    else high = middle
  }
  return Math.ceil(high)
}

/** A tick's label and what it leaves out: the date of a time, the year of a day. */
export function timeLabel({ unit, n }, time, format) {
  const { year, second } = format.parts(time)
  if (unit === 's') {
    const seconds = n % 60 ? `:${String(second).padStart(2, '0')}` : ''
    return { label: format.clock(time) + seconds, context: `${format.day(time)} ${year}` }
  }
  if (unit === 'm' && n >= 12) return { label: String(year), context: '' }
  if (unit === 'm') return { label: format.month(time), context: '' }
  return { label: format.day(time), context: String(year) }
}

/**
 * Round values in a range, at most some.
 * @returns {{values: number[], digits: number}}  And the decimals that tell them apart.
 */
export function valueTicks(low, high, most) {
  const decade = Math.floor(Math.log10((high - low) / most))
  for (let exponent = decade; ; exponent += 1) {
    for (const factor of [1, 2, 5]) {
      // A power of ten below one is inexact: dividing by a whole number keeps 0.3 what it is.
      const scale = 10 ** Math.abs(exponent)
      const value = (k) => (exponent < 0 ? k * factor / scale : k * factor * scale)
      const step = value(1)
      const first = Math.ceil(low / step)
      const last = Math.floor(high / step)
      if (last - first >= most) continue
      const values = []
      // Adding zero makes the negative zero, which would bear a sign, the plain one.
      for (let k = first; k <= last; k += 1) values.push(value(k) + 0)
      return { values, digits: Math.max(0, -exponent) }
    }
  }
}
