import { dayAt, formatDay } from '../calendar-day.ts'
import { formatTime } from '../time.ts'
import { addDays, startOfDay } from '../zoned-day.ts'

export interface TimeTick {
  /** Milliseconds since 1970. */
  value: number
  label: string
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const HOUR_STEPS = [1, 3, 6, 12]
const DAY_STEPS = [1, 2, 7, 14]
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60]

/** Round times of a zone between two, at most `most`: hours, days, or first days of months. */
export function chooseTicks(from: number, to: number, timeZone: string, most: number): TimeTick[] {
  const span = Math.max(to - from, HOUR_MS)
  const hours = HOUR_STEPS.find((step) => span / (step * HOUR_MS) <= most)
  const dayOf = (time: number) => dayAt(new Date(time).toISOString(), timeZone)
  const first = dayOf(from)
  if (hours !== undefined) {
    const begin = startOfDay(first, timeZone)
    const count = Math.ceil((to - begin) / (hours * HOUR_MS)) + 1
    return within(
      Array.from({ length: count }, (_, index) => begin + index * hours * HOUR_MS).map((value) => ({
        value,
        label: clock(value, timeZone),
      })),
      from,
      to,
    )
  }
  const days = DAY_STEPS.find((step) => span / (step * DAY_MS) <= most)
  if (days !== undefined) {
    const count = Math.ceil(span / (days * DAY_MS)) + 2
    return within(
      Array.from({ length: count }, (_, index) => addDays(first, index * days)).map((day) => ({
        value: startOfDay(day, timeZone),
        label: formatDay(day).replace(/ \d{4}$/, ''),
      })),
      from,
      to,
    )
  }
  return within(monthTicks(first, span, timeZone, most), from, to)
}

function monthTicks(first: string, span: number, timeZone: string, most: number): TimeTick[] {
  const months = Math.ceil(span / (28 * DAY_MS)) + 1
  const step = MONTH_STEPS.find((one) => months / one <= most) ?? 120
  const [year = 1970, month = 1] = first.split('-').map(Number)
  const begin = year * 12 + Math.floor((month - 1) / step) * step
  return Array.from({ length: Math.ceil(months / step) + 1 }, (_, index) => {
    const at = begin + index * step
    const day = `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`
    return { value: startOfDay(day, timeZone), label: formatDay(day).replace(/^1 /, '') }
  })
}

function within(ticks: readonly TimeTick[], from: number, to: number): TimeTick[] {
  return ticks.filter(({ value }) => value >= from && value <= to)
}

/** `14:00`, at midnight the day. */
function clock(time: number, timeZone: string): string {
  const [date = '', rest = ''] = formatTime(new Date(time).toISOString(), timeZone).split(', ')
  const hour = rest.slice(0, 5)
  return hour === '00:00' ? date.replace(/ \d{4}$/, '') : hour
}
