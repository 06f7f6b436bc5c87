import { type DayRange, makeDayRange, PRESETS, type TrendRange } from '../../../lib/trends/trend-range.ts'

interface Props {
  range: TrendRange
  /** The days that are shown; null until they are known. */
  days: DayRange | null
  onChange(range: TrendRange): void
}

/** How far back: by name, or from one day to another. */
export function RangeChoice({ range, days, onChange }: Props) {
  function pick(changes: Partial<DayRange>): void {
    const picked = makeDayRange(changes.from ?? days?.from ?? '', changes.to ?? days?.to ?? '')
    if (picked) onChange(picked)
  }
  return (
    <fieldset class="trends-range">
      <legend class="screen-reader-only">Range</legend>
      {PRESETS.map(({ key, title }) => (
        <label key={key} class="trends-preset">
          <input
            type="radio"
            class="screen-reader-only"
            name="trends-range"
            checked={range === key}
            onChange={() => onChange(key)}
          />
          {title}
        </label>
      ))}
      {(['from', 'to'] as const).map((end) => (
        <label key={end} class="trends-day">
          {end}
          <input
            type="date"
            class="input"
            value={days?.[end] ?? ''}
            onChange={(event) => pick({ [end]: event.currentTarget.value })}
          />
        </label>
      ))}
    </fieldset>
  )
}
