import { type CapacityParts, drawCapacity } from '../../lib/capacity-bar.ts'
import { formatCount, formatPercent } from '../../lib/units.ts'

export interface CapacityBarProps extends Partial<CapacityParts> {
  capacity: number | null
  used: number
  /** What is drawn, for those who do not see it: "vCPU of cmp01". */
  label: string
  /** How an amount is written; a plain count unless told. */
  format?: (amount: number) => string
  /** The fraction of capacity that the whole width stands for; the same for all bars of a list. */
  scale?: number
  /** Pixels; 12 unless told. */
  height?: number
}

/** used | reserved | spare | unavailable | free, a tick at 100 %, overflow beyond; drawn by the server and by a draft. */
export function CapacityBar(props: CapacityBarProps) {
  const { used, reserved = 0, spare = 0, unavailable = 0, capacity, scale = 1, height = 12 } = props
  const { segments, tick } = drawCapacity({ used, reserved, spare, unavailable, capacity }, scale)
  const drawn = segments.filter((segment) => segment.part !== 'free')
  const words = describeBar(props)
  return (
    <svg class="capacity" width="100%" height={height} role="img" aria-label={words}>
      <title>{words}</title>
      {capacity === null ? (
        <rect class="ground-unknown" x="0.5" y="2.5" width="99.8%" height={height - 5} />
      ) : (
        <>
          <rect class="ground" x="0" y="2" width={`${tick ?? 100}%`} height={height - 4} />
          {drawn.map(({ part, x, width }) => (
            <rect
              key={part}
              class={`capacity-${part}`}
              x={`${x.toFixed(2)}%`}
              y="2"
              width={`${width.toFixed(2)}%`}
              height={height - 4}
            />
          ))}
          {drawn.slice(1).map(({ part, x }) => (
            <line
              key={part}
              class="gap"
              x1={`${x.toFixed(2)}%`}
              x2={`${x.toFixed(2)}%`}
              y1="2"
              y2={height - 2}
            />
          ))}
          {tick !== null && (
            <line class="tick" x1={`${tick.toFixed(2)}%`} x2={`${tick.toFixed(2)}%`} y1="0" y2={height} />
          )}
        </>
      )}
    </svg>
  )
}

function describeBar({
  used,
  reserved = 0,
  spare = 0,
  unavailable = 0,
  capacity,
  label,
  format = formatCount,
}: CapacityBarProps): string {
  if (capacity === null) return `${label}: ${format(used)} used, capacity unknown`
  const free = capacity - used - reserved - spare - unavailable
  return [
    `${label}: ${format(used)} of ${format(capacity)} used (${formatPercent(used, capacity)})`,
    reserved > 0 && `${format(reserved)} reserved`,
    spare > 0 && `${format(spare)} held as spare`,
    unavailable > 0 && `${format(unavailable)} unavailable`,
    free < 0 ? `${format(-free)} over capacity` : `${format(free)} free`,
  ]
    .filter(Boolean)
    .join(', ')
}
