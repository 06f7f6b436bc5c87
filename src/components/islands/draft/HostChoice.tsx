import { useId } from 'preact/hooks'
import type { Host } from '../../../lib/cloud-model.ts'
import { mainCpus } from '../../../lib/reservations.ts'
import type { Draft } from '../../../lib/reservation-draft/draft.ts'
import { formatCount, formatMemoryMb } from '../../../lib/units.ts'

interface Props {
  hosts: readonly Host[]
  drafted: Draft
  value: string
  onChange(name: string): void
}

/** Every host by tier. Browsers find an entry by its first letters. */
export function HostChoice({ hosts, drafted, value, onChange }: Props) {
  const byTier = Map.groupBy(hosts, ({ tierName }) => tierName ?? 'Capacity unknown')
  const id = useId()
  const names = new Set(drafted.map(({ host }) => host))
  return (
    <div class="draft-field draft-host">
      <label htmlFor={id}>Host</label>
      <select id={id} class="input" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">Choose a host</option>
        {[...byTier].map(([tier, members]) => (
          <optgroup key={tier} label={tier}>
            {members.map((host) => (
              <option key={host.name} value={host.name}>
                {describe(host, names.has(host.name))}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  )
}

function describe(host: Host, isDrafted: boolean): string {
  const cpus = mainCpus(host)?.free ?? null
  const memory = host.memoryMb.free
  const free =
    cpus === null || memory === null
      ? 'capacity unknown'
      : `${formatCount(cpus)} vCPU, ${formatMemoryMb(memory)} free`
  return [host.name, free, host.spare && 'spare', !host.available && 'unavailable', isDrafted && 'drafted']
    .filter(Boolean)
    .join(' · ')
}
