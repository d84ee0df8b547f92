// Local time of one zone: what a calendar there shows at an instant, and the other way round.

const DAY = 86_400
/** Seconds over which the offset is looked up at once; a change within is searched for. */
const BLOCK = 8 * DAY

export class Calendar {
  /** @param {string} timeZone  An IANA name, such as `Europe/Paris`. */
  constructor(timeZone) {
    this.timeZone = timeZone
    this.formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric',
      hour: 'numeric', minute: 'numeric', second: 'numeric',
    })
    // Intl is slow and an offset changes twice a year: one look-up a block is enough.
    this.blocks = new Map()
  }

  /** Seconds that the wall clock is ahead of UTC at an instant. */
  offset(time) {
    const block = Math.floor(time / BLOCK)
    let known = this.blocks.get(block)
    if (!known) {
      known = this.#changes(block * BLOCK, (block + 1) * BLOCK)
      this.blocks.set(block, known)
    }
    return time < known.at ? known.before : known.after
  }

  /** The wall clock at an instant; `weekday` is 0 on Sundays. */
  parts(time) {
    const wall = new Date(Math.floor(time + this.offset(time)) * 1000)
    return {
      year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate(),
      hour: wall.getUTCHours(), minute: wall.getUTCMinutes(), second: wall.getUTCSeconds(),
      weekday: wall.getUTCDay(),
    }
  }

  /**
   * The instant of a wall-clock time; days and months beyond their range are carried over. The first
   * of two where the clock is set back; where it skips the time, the instant as long after the skip.
   */
  at({ year, month, day, hour = 0, minute = 0, second = 0 }) {
    const wall = Date.UTC(year, month - 1, day, hour, minute, second) / 1000
    const early = wall - this.offset(wall - DAY)
    const late = wall - this.offset(wall + DAY)
    if (early + this.offset(early) === wall) return early
    return late + this.offset(late) === wall ? late : early
  }

  /** The instant at which the local day of another began. */
  midnight(time) {
    const { year, month, day } = this.parts(time)
    return this.at({ year, month, day })
  }

  /** The same wall-clock time some days later. */
  addDays(time, count) {
    const parts = this.parts(time)
    return this.at({ ...parts, day: parts.day + count })
  }

  /** The same wall-clock time some months later, on the month's last day where it is shorter. */
  addMonths(time, count) {
    const parts = this.parts(time)
    const month = parts.month + count
    const last = new Date(Date.UTC(parts.year, month, 0)).getUTCDate()
    return this.at({ ...parts, month, day: Math.min(parts.day, last) })
  }

  /** The offsets at both ends of a block, and when the one becomes the other. */
  #changes(from, to) {
    const before = this.#look(from)
    const after = this.#look(to)
    if (before === after) return { at: from, before, after }
    let [low, high] = [from, to]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (this.#look(middle) === before) low = middle
      else high = middle
    }
    return { at: high, before, after }
  }

  #look(time) {
    const part = {}
    for (const { type, value } of this.formatter.formatToParts(time * 1000)) part[type] = value
    const { year, month, day, hour, minute, second } = part
    return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - time
  }
}
