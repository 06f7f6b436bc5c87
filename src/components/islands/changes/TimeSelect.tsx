import { knownNames } from '../../../lib/change-range.ts'
import { dayAt, formatDay } from '../../../lib/calendar-day.ts'
import { formatTime, snapshotTime } from '../../../lib/time.ts'
import type { ChangeSources } from './use-changes.ts'

interface Props {
  label: string
  sources: ChangeSources
  timeZone: string
  value: string | null
  onChange(name: string): void
}

/** Every collection that is known, by day, the newest first. */
export function TimeSelect({ label, sources, timeZone, value, onChange }: Props) {
  const all = new Set([
    ...knownNames(sources.log),
    ...sources.sites.names,
    ...(value === null ? [] : [value]),
  ])
  const names = [...all].sort().reverse()
  const id = `changes-${label.toLowerCase()}`
  const byDay = Map.groupBy(names, (name) => dayAt(snapshotTime(name) ?? '', timeZone))
  return (
    <div class="changes-time">
      <label for={id}>{label}</label>
      <select
        id={id}
        class="input"
        value={value ?? ''}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {[...byDay].map(([day, ofDay]) => (
          <optgroup key={day} label={formatDay(day)}>
            {ofDay.map((name) => (
              <option key={name} value={name}>
                {formatTime(snapshotTime(name), timeZone)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  )
}
