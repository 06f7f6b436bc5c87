import { formatDay } from '../../../lib/calendar-day.ts'
import { fromRoot } from '../../../lib/table/root.ts'
import { formatTime, snapshotTime } from '../../../lib/time.ts'
import { formatCountOf } from '../../../lib/units.ts'

interface Props {
  day: string
  names: readonly string[]
  timeZone: string
  pathOf(name: string): string
}

/** The snapshots of the day that is looked at, each by its time. */
export function DaySnapshots({ day, names, timeZone, pathOf }: Props) {
  return (
    <div class="day-snapshots">
      <h2 aria-live="polite">
        {formatDay(day)} <span class="day-figure">{formatCountOf(names.length, 'snapshot')}</span>
      </h2>
      <ul>
        {names.map((name) => (
          <li key={name}>
            <a href={fromRoot(pathOf(name))}>{timeOfDay(name, timeZone)}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** `14:11 UTC+7` */
function timeOfDay(name: string, timeZone: string): string {
  return formatTime(snapshotTime(name), timeZone).replace(/^.*?, /, '')
}
