import type { PlanningInstance } from '../../../lib/planning/planning-model.ts'
import { shortenId } from '../../../lib/shorten-id.ts'
import { statusTone } from '../../../lib/status-tone.ts'
import { fromRoot } from '../../../lib/table/root.ts'
import { formatMemoryMb, formatVcpu } from '../../../lib/units.ts'
import { Icon } from '../table/Icon.tsx'
import { PlainText } from './PlainText.tsx'

/** Two servers may have one name: the project and the id tell them apart. */
export function InstanceName({ instance }: { instance: PlanningInstance }) {
  const { id, name, project, status, vcpus, memoryMb } = instance
  return (
    <>
      <a class="plan-name" title={name} href={fromRoot(`instances/?id=${encodeURIComponent(id)}`)}>
        <PlainText text={name || id} />
      </a>
      <span class="plan-facts">
        <span class={`plan-state tone-${statusTone(status)}`}>
          <Icon name={statusTone(status)} size={12} /> {status}
        </span>
        <span>
          <PlainText text={project} />
        </span>
        <code title={id}>{shortenId(id)}</code>
        <span class="plan-narrow">
          {formatVcpu(vcpus)}, {formatMemoryMb(memoryMb)}
        </span>
      </span>
    </>
  )
}
