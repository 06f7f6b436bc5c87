import { drawCapacity } from '../../../lib/capacity-bar.ts'
import { describeUse, planningBar } from '../../../lib/planning/host-bar.ts'
import type { Amounts, PlanningHost } from '../../../lib/planning/planning-model.ts'

const HEIGHT = 12

interface Props {
  host: PlanningHost
  used: Amounts
  resourceClass: string
  /** `now`, `with the plan` */
  when: string
}

/** The site's capacity bar: used | reserved | spare | free, a tick at 100 %, overflow beyond. */
export function HostBar({ host, used, resourceClass, when }: Props) {
  const { segments, tick } = drawCapacity(planningBar(host, used, resourceClass))
  const words = `${host.name} ${when}: ${describeUse(host, used, resourceClass)}`
  return (
    <svg class="plan-bar" width="100%" height={HEIGHT} role="img" aria-label={words}>
      <title>{words}</title>
      {segments.length === 0 && (
        <rect class="plan-bar-unknown" x="0.5" y="2.5" width="99.8%" height={HEIGHT - 5} />
      )}
      {segments.map(({ part, x, width }, index) => (
        <rect
          key={index}
          class={`capacity-${part}`}
          x={`${x}%`}
          y="2"
          width={`${width}%`}
          height={HEIGHT - 4}
        />
      ))}
      {tick !== null && <line class="plan-bar-tick" x1={`${tick}%`} x2={`${tick}%`} y1="0" y2={HEIGHT} />}
    </svg>
  )
}
