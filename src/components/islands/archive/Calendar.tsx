import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { archiveYears, groupByDay, monthsOf } from '../../../lib/archive-calendar.ts'
import { dayAt } from '../../../lib/calendar-day.ts'
import { rove } from '../../ui/roving-focus.ts'
import { useMedia } from '../table/use-media.ts'
import { DaySnapshots } from './DaySnapshots.tsx'
import { Month } from './Month.tsx'
import { useDay } from './use-day.ts'

/** On a narrow screen the newest months come first; the others are asked for. */
const FEW = 2

interface Props {
  /** Ascending; one at least. */
  names: readonly string[]
  timeZone: string
  /** Below the root of this site. */
  pathOf(name: string): string
}

export function Calendar({ names, timeZone, pathOf }: Props) {
  const days = useMemo(() => groupByDay(names, timeZone), [names, timeZone])
  const years = useMemo(() => archiveYears(days), [days])
  const [chosen, choose] = useDay(days, [...days.keys()].toSorted().at(-1) ?? '')
  const [year, setYear] = useState(() => Number(chosen.slice(0, 4)))
  const [all, setAll] = useState(false)
  const wide = useMedia('(min-width: 640px)')
  const grid = useRef<HTMLDivElement>(null)
  const months = useMemo(
    () => monthsOf(year, days, dayAt(new Date().toISOString(), timeZone)),
    [year, days, timeZone],
  )
  const shown = wide || all ? months : latest(months, chosen)

  useEffect(() => {
    if (!grid.current) return
    const buttons = [...grid.current.querySelectorAll<HTMLElement>('[data-day]')]
    rove(grid.current, buttons, 'rows', () => undefined)
  }, [year, shown.length])

  return (
    <section class="calendar" aria-label="Calendar">
      <div>
        {years.length > 1 && <Years years={years} year={year} onChoose={setYear} />}
        <div class="months" key={`${year}-${shown.length}`} ref={grid}>
          {shown.map((month) => (
            <Month key={month.month} month={month} chosen={chosen} onChoose={choose} />
          ))}
        </div>
        {shown.length < months.length && (
          <button type="button" class="button earlier" onClick={() => setAll(true)}>
            All {months.length} months of {year}
          </button>
        )}
        <Legend />
      </div>
      <DaySnapshots day={chosen} names={days.get(chosen) ?? []} timeZone={timeZone} pathOf={pathOf} />
    </section>
  )
}

/** The last months, back to the one that is looked at. */
function latest<Month extends { year: number; month: number }>(
  months: readonly Month[],
  chosen: string,
): readonly Month[] {
  const at = months.findIndex(
    ({ year, month }) => chosen.slice(0, 7) === `${year}-${String(month).padStart(2, '0')}`,
  )
  return months.slice(Math.max(0, at < 0 ? months.length - FEW : Math.min(at, months.length - FEW)))
}

function Years({
  years,
  year,
  onChoose,
}: {
  years: readonly number[]
  year: number
  onChoose(year: number): void
}) {
  return (
    <div class="years" role="group" aria-label="Year">
      {years.map((other) => (
        <button
          key={other}
          type="button"
          class="button"
          aria-pressed={other === year}
          onClick={() => onChoose(other)}
        >
          {other}
        </button>
      ))}
    </div>
  )
}

function Legend() {
  return (
    <p class="calendar-legend">
      <span>
        <span class="day day-kept" aria-hidden="true">
          <span class="day-count">12</span>
        </span>
        Snapshots of the day
      </span>
      <span>
        <span class="day" aria-hidden="true">
          –
        </span>
        None kept of the day
      </span>
      <span>
        <span class="day day-today" aria-hidden="true" />
        Today
      </span>
    </p>
  )
}
