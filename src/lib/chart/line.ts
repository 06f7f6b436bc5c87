import type { ChartDataset, Scale } from 'chart.js'
import type { ChartLook } from './config.ts'
import type { ChartSeries, ChartSpec } from './spec.ts'
import { chooseTicks, type TimeTick } from './time-axis.ts'

/** Pixels that a time takes on its axis. */
const TICK_ROOM = 64
const MARK = 2.5
const DASHES: Partial<Record<NonNullable<ChartSeries['line']>, number[]>> = {
  dashed: [5, 4],
  dotted: [1.5, 2.5],
}

/** How a series of a line chart is drawn.. */
export function lineDataset(
  series: ChartSeries,
  data: (number | null)[],
  colour: string,
  look: ChartLook,
): ChartDataset<'line', (number | null)[]> {
  const { line = 'solid', marks } = series
  const isBand = line === 'band-low' || line === 'band-high'
  return {
    label: series.name,
    data,
    borderColor: colour,
    backgroundColor: isBand ? translucent(colour) : colour,
    borderWidth: isBand ? 0 : 1.5,
    borderDash: DASHES[line] ?? [],
    stepped: line === 'stepped' ? 'before' : false,
    fill: line === 'band-high' ? '-1' : false,
    pointRadius: marks ? data.map((_, index) => (marks.has(index) ? MARK : 0)) : 0,
    pointBackgroundColor: data.map((_, index) => (marks?.has(index) ? look.colour('surface') : colour)),
    pointBorderColor: colour,
    pointHoverRadius: isBand ? 0 : 3,
    spanGaps: false,
    tension: 0,
  }
}

/** An axis of times: even, whatever the distances between the values are. */
export function timeAxis({ times = [], timeZone = 'UTC' }: ChartSpec, look: ChartLook) {
  let ticks: TimeTick[] = []
  return {
    type: 'linear' as const,
    min: times[0] ?? 0,
    max: times.at(-1) ?? 0,
    border: { color: look.colour('line-strong') },
    grid: { display: false },
    afterBuildTicks(axis: Scale) {
      const most = Math.max(2, Math.floor(axis.chart.width / TICK_ROOM))
      ticks = chooseTicks(axis.min, axis.max, timeZone, most)
      axis.ticks = ticks.map(({ value }) => ({ value }))
    },
    ticks: {
      color: look.colour('fg'),
      autoSkip: false,
      maxRotation: 0,
      padding: 4,
      callback: (value: string | number) => ticks.find((tick) => tick.value === Number(value))?.label ?? '',
    },
  }
}

/** Of a colour as browsers compute it. */
function translucent(colour: string): string {
  return colour.replace(/^rgb\((.*)\)$/, 'rgba($1, 0.14)')
}
