// Grid, weekends and labels of the axes.

import { FONT } from './palette.js'
import { minorStep, timeLabel, timeStep, timeTicks, valueTicks } from './ticks.js'

const DAY = 86_400

/** The marks of a time axis. */
export function timeMarks(scale, format) {
  const { from, to, width } = scale
  const step = timeStep(to - from, width / 6.6)
  const minor = minorStep(step)
  const ticks = (wanted) => timeTicks(wanted, from, to, format.calendar)
  return { step, major: ticks(step), minor: minor ? ticks(minor) : [] }
}

/** Shades Saturdays and Sundays, on which most schedules differ. */
export function drawWeekends(c, scale, { top, bottom }, format, palette) {
  const { from, to, width } = scale
  if ((to - from) / DAY > width / 3) return
  c.fillStyle = palette.weekend
  const { calendar } = format
  for (let day = calendar.midnight(from); day < to;) {
    const next = calendar.addDays(day, 1)
    const { weekday } = calendar.parts(day)
    if (weekday === 0 || weekday === 6) {
      const [a, b] = [Math.max(day, from), Math.min(next, to)].map((time) => scale.x(time))
      c.fillRect(a, top, b - a, bottom - top)
    }
    day = next
  }
}

/** Vertical lines of the grid. */
export function drawTimeGrid(c, scale, marks, { top, bottom }, palette) {
  const draw = (ticks, alpha) => {
    c.globalAlpha = alpha
    c.beginPath()
    for (const time of ticks) {
      const x = Math.round(scale.x(time)) + 0.5
      c.moveTo(x, top)
      c.lineTo(x, bottom)
    }
    c.stroke()
  }
  c.strokeStyle = palette.grid
  c.lineWidth = 1
  draw(marks.minor, 0.5)
  draw(marks.major, 1)
  c.globalAlpha = 1
}

/** Labels under the lanes: times, and below them the day or year where it begins. */
export function drawTimeLabels(c, scale, marks, y, format, palette) {
  c.textAlign = 'center'
  c.textBaseline = 'top'
  c.strokeStyle = palette.axis
  c.lineWidth = 1
  c.beginPath()
  c.moveTo(scale.left, y + 0.5)
  c.lineTo(scale.left + scale.width, y + 0.5)
  for (const time of marks.major) {
    const x = Math.round(scale.x(time)) + 0.5
    c.moveTo(x, y)
    c.lineTo(x, y + 5)
  }
  c.stroke()
  let said = null
  let free = -Infinity
  for (const time of marks.major) {
    const { label, context } = timeLabel(marks.step, time, format)
    const x = scale.x(time)
    c.font = `12px ${FONT}`
    c.fillStyle = palette.ink
    const half = c.measureText(label).width / 2
    if (x - half < 0 || x + half > scale.left + scale.width + 18) continue
    c.fillText(label, x, y + 8)
    if (!context || context === said) continue
    c.font = `11px ${FONT}`
    c.fillStyle = palette.muted
    const width = c.measureText(context).width
    const place = Math.min(Math.max(x, width / 2),
      scale.left + scale.width - width / 2)
    if (place - width / 2 < free) continue
    c.fillText(context, place, y + 23)
    free = place + width / 2 + 10
    said = context
  }
}

/** Horizontal lines and labels of a value axis, on its side. */
export function drawValueAxis(c, scale, side, { left, right }, unit, palette, number, hasGrid) {
  const { values, digits } = valueTicks(scale.low, scale.high, Math.max(2, scale.height / 44))
  c.strokeStyle = palette.grid
  c.lineWidth = 1
  if (hasGrid) {
    c.beginPath()
    for (const value of values) {
      const y = Math.round(scale.y(value)) + 0.5
      c.moveTo(left, y)
      c.lineTo(right, y)
    }
    c.stroke()
  }
  c.font = `12px ${FONT}`
  c.fillStyle = palette.muted
  c.textBaseline = 'middle'
  c.textAlign = side === 'left' ? 'right' : 'left'
  const x = side === 'left' ? left - 8 : right + 8
  for (const value of values) {
    const y = scale.y(value)
    if (y > scale.top + 20 || !unit) c.fillText(number(value, digits), x, y)
  }
  c.font = `600 12px ${FONT}`
  if (unit) c.fillText(unit, x, scale.top + 6)
}
