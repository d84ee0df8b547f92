// Times, numbers and durations as the person's language writes them, in the workspace's zone.

import { Calendar } from './calendar.js'

/**
 * @param {string} language
 * @param {string} timeZone
 * @param {(key: string, values?: Object) => string} words
 */
export function makeFormat(language, timeZone, words) {
  const calendar = new Calendar(timeZone)
  // British English: the day before the month, and 24 hours, as the trade writes them.
  const locale = language === 'en' ? 'en-GB' : language
  const formatter = (options) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone, ...options })
    return (time) => format.format(time * 1000)
  }
  const date = { day: 'numeric', month: 'short', year: 'numeric' }
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
  const numbers = new Map()
  const number = (value, digits = 0) => {
    if (!numbers.has(digits)) {
      numbers.set(digits, new Intl.NumberFormat(locale, {
        minimumFractionDigits: digits, maximumFractionDigits: digits,
      }))
    }
    return numbers.get(digits).format(value)
  }
  const two = (value) => String(value).padStart(2, '0')
  const iso = (time) => {
    const { year, month, day, hour, minute, second } = calendar.parts(time)
    const seconds = second ? `:${two(second)}` : ''
    return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}${seconds}`
  }

  return {
    calendar,
    parts: (time) => calendar.parts(time),
    at: (parts) => calendar.at(parts),
    midnight: (time) => calendar.midnight(time),
    /** Such as `Wed 10 Feb 2021, 06:10`. */
    time: formatter({ weekday: 'short', ...date, ...clock }),
    clock: formatter(clock),
    date: formatter(date),
    /** Such as `Wed 10 Feb`. */
    day: formatter({ weekday: 'short', day: 'numeric', month: 'short' }),
    month: formatter({ month: 'short', year: 'numeric' }),
    number,
    percent: (share) => (Number.isFinite(share) ? `${number(share * 100)} %` : '–'),
    duration(seconds) {
      const minutes = Math.round(seconds / 60)
      if (minutes < 1) return words('duration.seconds', { s: Math.round(seconds) })
      if (minutes < 60) return words('duration.minutes', { min: minutes })
      if (minutes < 2880) {
        return words('duration.hours', { h: Math.floor(minutes / 60), min: two(minutes % 60) })
      }
      const days = Math.floor(minutes / 1440)
      return words('duration.days', { d: days, h: Math.floor((minutes % 1440) / 60) })
    },
    /** Local time as it is written in an address: `2021-02-10T06:10`. */
    iso,
    /** The same as a person types it. */
    typed: (time) => iso(time).replace('T', ' '),
    /**
     * What a person typed as an instant; null where it is none. An hour alone is one of the day of
     * `reference`.
     */
    parse(text, reference) {
      const value = text.trim()
      const hour = /(\d{1,2})[:h](\d{2})?(?::(\d{2}))?$/.exec(value)
      const part = (index) => Number(hour?.[index] ?? 0)
      const time = { hour: part(1), minute: part(2), second: part(3) }
      const rest = (hour ? value.slice(0, hour.index) : value).replace(/[T,\s]+$/, '')
      if (!rest) {
        if (!hour || reference === undefined) return null
        const { year, month, day } = calendar.parts(reference)
        return valid(calendar, { year, month, day, ...time })
      }
      const isoDate = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(rest)
      const written = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(rest)
      const date = (isoDate?.slice(1) ?? written?.slice(1).reverse())?.map(Number)
      if (!date) return null
      return valid(calendar, { year: date[0], month: date[1], day: date[2], ...time })
    },
  }
}

/** The instant of a local time that exists; null for the 30th of February. */
function valid(calendar, { year, month, day, hour, minute, second }) {
  if (month > 12 || day > 31 || hour > 24 || minute > 59 || second > 59) return null
  const time = calendar.at({ year, month, day, hour, minute, second })
  if (!Number.isFinite(time)) return null
  const noon = calendar.parts(calendar.at({ year, month, day, hour: 12, minute: 0, second: 0 }))
  return noon.day === day && noon.month === month ? time : null
}
