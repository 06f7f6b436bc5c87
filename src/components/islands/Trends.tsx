import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Ahead } from '../../lib/forecast/forecast.ts'
import type { Measure } from '../../lib/forecast/measures.ts'
import { shownSnapshot } from '../../lib/table/shown-snapshot.ts'
import { trendCsv } from '../../lib/trends/trend-csv.ts'
import { daysOf } from '../../lib/trends/trend-range.ts'
import { download } from './table/download.ts'
import { Icon } from './table/Icon.tsx'
import { GrownProjects } from './trends/GrownProjects.tsx'
import { MeasureChoice } from './trends/MeasureChoice.tsx'
import { RangeChoice } from './trends/RangeChoice.tsx'
import { TrendFigure } from './trends/TrendFigure.tsx'
import { useTrendView } from './trends/use-trend-view.ts'
import { useTrends } from './trends/use-trends.ts'

export interface TrendMeasure extends Measure {
  ahead: Ahead | null
}

interface Props {
  measures: readonly TrendMeasure[]
  /** Keys of those that are shown at first. */
  usual: readonly string[]
}

/** Use and capacity over any range of the history. */
export function Trends({ measures, usual }: Props) {
  const keys = useMemo(() => measures.map(({ key }) => key), [measures])
  const [view, change] = useTrendView(keys, usual)
  const timeZone = useTimeZone()
  const { span, rows, projects, failure } = useTrends(measures, view.range, timeZone)
  const shown = measures.filter(({ key }) => view.show.includes(key))
  function save(): void {
    if (!rows) return
    const file = new Blob([trendCsv(shown, rows)], { type: 'text/csv;charset=utf-8' })
    download(`trends-${shownSnapshot().name}.csv`, file)
  }
  return (
    <div class="trends">
      <div class="trends-controls">
        <RangeChoice
          range={view.range}
          days={span && daysOf(span, timeZone)}
          onChange={(range) => change({ range })}
        />
        <MeasureChoice measures={measures} show={view.show} onChange={(show) => change({ show })} />
        <button type="button" class="button" disabled={!rows || shown.length === 0} onClick={save}>
          <Icon name="download" /> CSV
        </button>
      </div>
      {failure !== null && (
        <p class="trends-failure" role="alert">
          The history could not be read. {failure} Load the page again.
        </p>
      )}
      {shown.length === 0 && <p class="trends-nothing">Nothing is chosen.</p>}
      <div class="trends-figures">
        {shown.map((measure) =>
          rows ? (
            <TrendFigure
              key={measure.key}
              measure={measure}
              rows={rows}
              ahead={typeof view.range === 'object' ? null : measure.ahead}
              timeZone={timeZone}
            />
          ) : (
            <div key={measure.key} class="trends-waiting" />
          ),
        )}
      </div>
      {projects && span && <GrownProjects file={projects} span={span} timeZone={timeZone} />}
    </div>
  )
}

/** As the snapshot's style sheet says, which only a browser can read. */
function useTimeZone(): string {
  const [timeZone, setTimeZone] = useState('UTC')
  useEffect(() => setTimeZone(shownSnapshot().timeZone), [])
  return timeZone
}
