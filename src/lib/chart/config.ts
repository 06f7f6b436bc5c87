import type { ChartConfiguration, ChartDataset, Plugin, Scale } from 'chart.js'
import { labelEnds } from './labels.ts'
import { lineDataset, timeAxis } from './line.ts'
import { chooseAxisUnit, formatAmount, greatestValue } from './scale.ts'
import { type ChartSeries, type ChartSpec, hasName, seriesToken } from './spec.ts'

/** Pixels below which names are cut shorter, so that the bars keep room. */
const NARROW = 480

export type ChartKind = 'bar' | 'line'
export type Fill = string | CanvasPattern

/** What a drawing takes from the page that it stands in. */
export interface ChartLook {
  /** The colour of a token of tokens.css, resolved for the theme that is shown. */
  colour: (token: string) => string
  /** A pattern in that colour, for the canvas that is drawn on. */
  pattern: (pattern: NonNullable<ChartSeries['pattern']>, token: string) => Fill
  font: string
  still: boolean
}

const BAR = {
  maxBarThickness: 22,
  categoryPercentage: 0.8,
  barPercentage: 0.9,
  borderSkipped: false,
} as const

/** Chart.js's configuration for a chart: zero-based, a thin grid, colours from the tokens, figures as the site writes them. */
export function configureChart(spec: ChartSpec, look: ChartLook): ChartConfiguration<ChartKind> {
  const unit = chooseAxisUnit(spec.unit, greatestValue(spec))
  const value = valueAxis(look, unit.label, spec.kind === 'stacked-bar')
  const category = spec.times ? timeAxis(spec, look) : categoryAxis(spec, look)
  const horizontal = spec.horizontal === true && spec.kind !== 'line'
  return {
    type: spec.kind === 'line' ? 'line' : 'bar',
    data: {
      labels: spec.times ?? spec.categories,
      datasets: spec.series.map((series, index) => dataset(spec, series, index, unit.divisor, look)),
    },
    options: {
      indexAxis: horizontal ? 'y' : 'x',
      responsive: true,
      maintainAspectRatio: false,
      // Points in time would fly in from the left edge.
      animation: look.still || spec.times ? false : { duration: 120 },
      font: { family: look.font, size: 12 },
      color: look.colour('muted'),
      interaction: { mode: 'index', axis: horizontal ? 'y' : 'x', intersect: false },
      layout: { padding: { right: labelRoom(spec) } },
      scales: horizontal ? { x: value, y: category } : { x: category, y: value },
      plugins: {
        legend: {
          display: spec.series.length > 1 && spec.kind !== 'line',
          align: 'start',
          labels: {
            boxWidth: 14,
            boxHeight: 8,
            color: look.colour('muted'),
            font: { family: look.font, size: 12 },
          },
        },
        tooltip: tooltip(spec, look),
      },
    },
    plugins: [labelEnds(spec, look)] as Plugin<ChartKind>[],
  }
}

/** The pixels that a chart needs, so that its room is kept before it is drawn. */
export function chartHeight(spec: ChartSpec): number {
  if (spec.kind === 'line' || !spec.horizontal) return 260
  const bars = spec.kind === 'bar' ? spec.series.length : 1
  return spec.categories.length * Math.max(26, bars * 18) + (spec.series.length > 1 ? 64 : 36)
}

function dataset(
  spec: ChartSpec,
  series: ChartSeries,
  index: number,
  divisor: number,
  look: ChartLook,
): ChartDataset<ChartKind, (number | null)[]> {
  const token = seriesToken(spec, index)
  const colour = look.colour(token)
  const data = spec.categories.map((_, at) => scaleDown(series.values[at] ?? null, divisor))
  if (spec.kind === 'line') return lineDataset(series, data, colour, look)
  return {
    ...BAR,
    maxBarThickness: spec.horizontal ? 22 : 56,
    label: series.name,
    data,
    backgroundColor: look.pattern(series.pattern ?? 'solid', token),
    borderColor: look.colour('surface'),
    borderWidth: spec.kind === 'stacked-bar' ? 0.5 : 0,
  }
}

function valueAxis(look: ChartLook, label: string, stacked: boolean) {
  return {
    stacked,
    beginAtZero: true,
    border: { display: false },
    grid: { color: look.colour('line'), lineWidth: 1, drawTicks: false },
    ticks: {
      color: look.colour('muted'),
      padding: 6,
      maxTicksLimit: 6,
      callback: (tick: string | number) => formatTick(Number(tick), label),
    },
  }
}

function categoryAxis(spec: ChartSpec, look: ChartLook) {
  return {
    stacked: spec.kind === 'stacked-bar',
    border: { color: look.colour('line-strong') },
    grid: { display: false },
    ticks: {
      color: look.colour('fg'),
      autoSkip: spec.kind === 'line',
      autoSkipPadding: 16,
      maxRotation: 0,
      padding: 4,
      callback(this: Scale, _tick: string | number, index: number) {
        const name = spec.categories[index] ?? ''
        return spec.horizontal ? shorten(name, this.chart.width < NARROW ? 16 : 40) : name
      },
    },
  }
}

function formatTick(tick: number, label: string): string {
  const figure = tick.toLocaleString('en')
  return label === '' || label === 'vCPU' || tick === 0 ? figure : `${figure} ${label}`
}

function shorten(name: string, length: number): string {
  return name.length <= length ? name : `${name.slice(0, length - 1)}…`
}

function tooltip(spec: ChartSpec, look: ChartLook) {
  return {
    backgroundColor: look.colour('raised'),
    borderColor: look.colour('line-strong'),
    borderWidth: 1,
    cornerRadius: 4,
    padding: 8,
    boxWidth: 10,
    boxHeight: 10,
    titleColor: look.colour('fg'),
    bodyColor: look.colour('fg'),
    callbacks: {
      title: ([first]: { dataIndex: number }[]) => spec.categories[first?.dataIndex ?? -1] ?? '',
      label: ({ datasetIndex, dataIndex }: { datasetIndex: number; dataIndex: number }) => {
        const series = spec.series[datasetIndex]
        return series ? ` ${series.name}: ${formatAmount(series.values[dataIndex] ?? null, spec.unit)}` : ''
      },
    },
  }
}

/** Room beside the drawing for the words at its right end. */
function labelRoom(spec: ChartSpec): number {
  if (spec.kind === 'line')
    return Math.min(160, 12 + 7 * Math.max(0, ...spec.series.filter(hasName).map((one) => one.name.length)))
  return spec.horizontal ? 72 : 8
}

function scaleDown(value: number | null, divisor: number): number | null {
  return value === null ? null : value / divisor
}
