import type { Step } from '../../../lib/planning/plan.ts'
import { sayReason } from '../../../lib/planning/words.ts'
import { formatMemoryMb, formatVcpu } from '../../../lib/units.ts'
import { Icon } from '../table/Icon.tsx'
import { InstanceName } from './InstanceName.tsx'

const WAYS = { live: 'live migration', cold: 'cold migration, with a stop', evacuate: 'evacuation' } as const

interface Props {
  steps: readonly Step[]
  onRemove(step: Step): void
}

/** The moves in their order, each with what is to be minded, or why it does not fit any more. */
export function MoveList({ steps, onRemove }: Props) {
  return (
    <ol class="plan-moves">
      {steps.map((step) => (
        <li
          key={step.instance.id}
          data-instance={step.instance.id}
          class={step.reasons.length > 0 ? 'plan-move plan-misfit' : 'plan-move'}
        >
          <div class="plan-move-text">
            <InstanceName instance={step.instance} />
            <p>
              {step.from?.name ?? 'no host'} <Icon name="right" size={12} />
              <span class="screen-reader-only"> to </span> <strong>{step.to.name}</strong>{' '}
              <span class="plan-muted">
                {step.way && `${WAYS[step.way]}, `}
                {formatVcpu(step.instance.vcpus)}, {formatMemoryMb(step.instance.memoryMb)}
              </span>
            </p>
            {step.reasons.length > 0 && (
              <ul class="plan-reasons tone-critical">
                {step.reasons.map((reason) => (
                  <li key={reason.words}>Does not fit: {sayReason(reason, step.instance, step.to)}</li>
                ))}
              </ul>
            )}
            {step.warnings.length > 0 && (
              <ul class="plan-reasons tone-warning">
                {step.warnings.map((reason) => (
                  <li key={reason.words}>Mind: {sayReason(reason, step.instance, step.to)}</li>
                ))}
              </ul>
            )}
          </div>
          <button
            type="button"
            class="button button-quiet plan-remove"
            aria-label={`Remove the move of ${step.instance.name || step.instance.id}, ${step.instance.id}`}
            onClick={() => onRemove(step)}
          >
            <Icon name="close" size={12} />
          </button>
        </li>
      ))}
    </ol>
  )
}
