import type { PlanView } from '../../../lib/planning/plan-link.ts'
import type { PlanningCloud } from '../../../lib/planning/planning-cloud.ts'
import { Icon } from '../table/Icon.tsx'
import { HostSelect } from './HostSelect.tsx'
import { RuleFields } from './RuleFields.tsx'

interface Props {
  cloud: PlanningCloud
  view: PlanView
  onChange(changes: Partial<PlanView>): void
}

/** From where, to where, and by which rules. */
export function PlanForm({ cloud, view, onChange }: Props) {
  const { from, to, rules } = view
  return (
    <form class="plan-form" onSubmit={(event) => event.preventDefault()}>
      <HostSelect
        label="From host"
        none="Choose a host"
        hosts={cloud.hosts}
        value={from}
        onChange={(host) => onChange({ from: host, to: to.filter((other) => other !== host) })}
      />
      <HostSelect
        label="To hosts"
        none={to.length === 0 ? 'Any host with room' : 'Add another host'}
        hosts={cloud.hosts.filter((host) => host !== from && !to.includes(host))}
        value={null}
        onChange={(host) => {
          if (host) onChange({ to: [...to, host] })
        }}
      />
      {to.length > 0 && (
        <ul class="plan-chosen" aria-label="Chosen destinations">
          {to.map((host) => (
            <li key={host.slug} class="chip">
              {host.name}
              <button
                type="button"
                aria-label={`Do not use ${host.name}`}
                onClick={() => onChange({ to: to.filter((other) => other !== host) })}
              >
                <Icon name="close" size={10} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <RuleFields
        rules={rules}
        shown={['useReserved', 'useSpares', 'otherZones']}
        onChange={(next) => onChange({ rules: next })}
      />
    </form>
  )
}
