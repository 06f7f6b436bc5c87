import type { PlanningHost } from '../../../lib/planning/planning-model.ts'
import { freeOf, usedNow } from '../../../lib/planning/room.ts'
import { formatCount, formatMemoryMb } from '../../../lib/units.ts'

interface Props {
  label: string
  /** What the first entry says, which stands for none. */
  none: string
  hosts: readonly PlanningHost[]
  value: PlanningHost | null
  onChange(host: PlanningHost | null): void
}

/** A list of hosts by tier. Browsers find an entry by its first letters. */
export function HostSelect({ label, none, hosts, value, onChange }: Props) {
  const byTier = Map.groupBy(hosts, ({ tiers }) => tiers[0] ?? 'Capacity unknown')
  return (
    <label class="plan-field">
      <span>{label}</span>
      <select
        class="input"
        value={value?.slug ?? ''}
        onChange={(event) => {
          const { value: slug } = event.currentTarget
          onChange(hosts.find((host) => host.slug === slug) ?? null)
          // A list that only adds shows its first entry again.
          event.currentTarget.value = value?.slug ?? ''
        }}
      >
        <option value="">{none}</option>
        {[...byTier].map(([tier, members]) => (
          <optgroup key={tier} label={tier}>
            {members.map((host) => (
              <option key={host.slug} value={host.slug}>
                {describe(host)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  )
}

function describe(host: PlanningHost): string {
  const { name, zone, spare, state } = host
  return [name, zone, roomOf(host), spare && 'spare', state !== 'up' && state].filter(Boolean).join(' · ')
}

function roomOf(host: PlanningHost): string {
  const used = usedNow(host)
  const cpus = freeOf(host, used, 'VCPU') ?? freeOf(host, used, 'PCPU')
  const memory = freeOf(host, used, 'MEMORY_MB')
  if (cpus === null || memory === null) return 'capacity unknown'
  if (cpus < 0 || memory < 0) return 'over-committed'
  return `${formatCount(cpus)} vCPU, ${formatMemoryMb(memory)} free`
}
