import type { Chart, Plugin } from 'chart.js'
import type { ChartLook } from './config.ts'
import { formatAmount } from './scale.ts'
import { type ChartSpec, hasName, seriesToken } from './spec.ts'

interface Label {
  text: string
  x: number
  y: number
  colour: string
}

/** Writes the figure at the end of each bar and the name at the end of each line, so that no legend has to be consulted. */
export function labelEnds(spec: ChartSpec, look: ChartLook): Plugin {
  const muted = look.colour('muted')
  const colours = spec.series.map((_, index) => look.colour(seriesToken(spec, index)))
  return {
    id: 'label-ends',
    afterDatasetsDraw(chart) {
      const { ctx } = chart
      const upright = spec.kind !== 'line' && !spec.horizontal
      ctx.save()
      ctx.font = `12px ${look.font}`
      ctx.textAlign = upright ? 'center' : 'left'
      ctx.textBaseline = upright ? 'bottom' : 'middle'
      const labels = spec.kind === 'line' ? lineLabels(chart, spec, colours) : barLabels(chart, spec, muted)
      for (const { text, x, y, colour } of labels) {
        ctx.fillStyle = colour
        ctx.fillText(text, x + (upright ? 0 : 6), y - (upright ? 3 : 0))
      }
      ctx.restore()
    },
  }
}

function barLabels(chart: Chart, spec: ChartSpec, colour: string): Label[] {
  const outer = spec.kind === 'stacked-bar' ? spec.series.slice(-1) : spec.series
  // Figures above narrow upright bars would run into each other.
  if (
    spec.kind === 'bar' &&
    !spec.horizontal &&
    chart.width / Math.max(1, spec.categories.length * outer.length) < 48
  )
    return []
  return outer.flatMap((series, index) => {
    const meta = chart.getDatasetMeta(spec.series.length - outer.length + index)
    return meta.data.flatMap((element, at) => {
      const value = spec.kind === 'stacked-bar' ? sumAt(spec, at) : (series.values[at] ?? null)
      if (value === null) return []
      return [{ text: formatAmount(value, spec.unit), x: element.x, y: element.y, colour }]
    })
  })
}

/** Names that would overlap are moved apart, downwards, in the order of the lines. */
function lineLabels(chart: Chart, spec: ChartSpec, colours: readonly string[]): Label[] {
  const labels = spec.series.flatMap((series, index): Label[] => {
    const last = series.values.findLastIndex((value) => value !== null)
    const element = chart.getDatasetMeta(index).data[last]
    if (!element || !hasName(series)) return []
    return [
      {
        text: series.name,
        x: chart.chartArea.right,
        y: element.y,
        colour: colours[index] ?? '',
      },
    ]
  })
  labels.sort((a, b) => a.y - b.y)
  for (const [index, label] of labels.entries()) {
    const above = labels[index - 1]
    if (above) label.y = Math.max(label.y, above.y + 14)
  }
  return labels
}

function sumAt(spec: ChartSpec, at: number): number | null {
  const values = spec.series.map((series) => series.values[at] ?? null)
  return values.every((value) => value === null)
    ? null
    : values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
}
