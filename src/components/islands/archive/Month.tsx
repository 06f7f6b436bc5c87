import type { CalendarDay, CalendarMonth } from '../../../lib/archive-calendar.ts'
import { formatDay } from '../../../lib/calendar-day.ts'
import { formatCountOf } from '../../../lib/units.ts'

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
      aria-label={`${formatDay(day.day)}, ${formatCountOf(snapshots.length, 'snapshot')}`}
      onClick={() => onChoose(day.day)}
    >
      {date}
      <span class="day-count">{snapshots.length}</span>
    </button>
  )
}
