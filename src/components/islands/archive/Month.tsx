import type { CalendarDay, CalendarMonth } from '../../../lib/archive-calendar.ts'
import { formatDay } from '../../../lib/calendar-day.ts'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

interface Props {
  month: CalendarMonth
  chosen: string
  onChoose(day: string): void
}

export function Month({ month, chosen, onChoose }: Props) {
  const title = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
  return (
    <table class="month">
      <caption>{title.format(Date.UTC(month.year, month.month - 1))}</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((name) => (
            <th key={name} scope="col" abbr={name}>
              {name.slice(0, 2)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {month.weeks.map((week, index) => (
          <tr key={index}>
            {week.map((day, place) => (
              <td key={WEEKDAYS[place]}>{day && <Day day={day} chosen={chosen} onChoose={onChoose} />}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Day({ day, chosen, onChoose }: { day: CalendarDay } & Omit<Props, 'month'>) {
  const { snapshots, date, isToday, isGap } = day
  // Behind the figures that are seen, so that the name which is read aloud begins with what is seen, and says the rest.
  const rest = formatDay(day.day).replace(/^\d+/, '')
  const look = isToday ? 'day day-today' : 'day'
  const current = isToday ? 'date' : undefined
  if (snapshots.length === 0)
    return (
      <span class={look} aria-current={current}>
        {date}
        {isGap && <span class="day-count">–</span>}
      </span>
    )
  return (
    <button
      type="button"
      class={`${look} day-kept`}
      data-day={day.day}
      aria-current={current}
      aria-pressed={day.day === chosen}
      onClick={() => onChoose(day.day)}
    >
      <span>
        {date}
        <span class="screen-reader-only">{rest}, </span>
      </span>
      <span class="day-count">
        {snapshots.length}
        <span class="screen-reader-only">{snapshots.length === 1 ? ' snapshot' : ' snapshots'}</span>
      </span>
    </button>
  )
}
