/** A small line without axes: what was used lately. */

export interface SparkPoint {
  /** Milliseconds since 1970. */
  at: number
  value: number
}

const DAY_MS = 86_400_000
/** Where nothing was collected for longer than this, the line has a gap. */
const LONGEST_GAP_DAYS = 2
/** A change of less than this share is drawn as the little that it is. */
const LEAST_SHARE = 0.05

/** The `d` of an SVG path over the whole width, from the least to the greatest value; '' for fewer than two points. */
export function drawSparkline(points: readonly SparkPoint[], width: number, height: number): string {
  const [first] = points
  const last = points.at(-1)
  if (!first || !last || last.at === first.at) return ''
  const values = points.map(({ value }) => value)
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const span = Math.max(most - least, most * LEAST_SHARE) || 1
  const bottom = (least + most - span) / 2
  const round = (pixels: number) => Number(pixels.toFixed(1))
  return points
    .map(({ at, value }, index) => {
      const before = points[index - 1]
      const isGap = before !== undefined && at - before.at > LONGEST_GAP_DAYS * DAY_MS
      const x = round(((at - first.at) / (last.at - first.at)) * width)
      const y = round(height - ((value - bottom) / span) * height)
      return `${before === undefined || isGap ? 'M' : 'L'}${x} ${y}`
    })
    .join('')
}
