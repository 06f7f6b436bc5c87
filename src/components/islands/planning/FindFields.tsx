import type { CpuKind } from '../../../lib/planning/find-compute.ts'
import type { FindForm } from '../../../lib/planning/find-link.ts'
import type { PlanningFile } from '../../../lib/planning/planning-file.ts'
import { formatAmount } from '../../../lib/planning/room.ts'
import { NumberField } from '../calculator/NumberField.tsx'
import { Choice } from './Choice.tsx'
import { RuleFields } from './RuleFields.tsx'

interface Props {
  form: FindForm
  file: PlanningFile
  onChange(changes: Partial<FindForm>): void
}

const KINDS: Record<CpuKind, string> = {
  any: 'Shared or dedicated',
  shared: 'Shared',
  dedicated: 'Dedicated',
}

/** What is looked for. A flavor says its size and more itself. */
export function FindFields({ form, file, onChange }: Props) {
  const tiers = [...new Set(file.hosts.flatMap((host) => host.tiers))]
  const zones = [...new Set(file.hosts.flatMap((host) => host.zone ?? []))].sort()
  const flavor = file.flavors.find(({ id }) => id === form.flavorId)
  const need = flavor && file.needs[flavor.need]
  return (
    <form class="plan-form" onSubmit={(event) => event.preventDefault()}>
      {file.flavors.length > 0 && (
        <Choice
          label="Flavor"
          any="A size of your own"
          options={file.flavors.map(({ id, name }) => ({ value: id, title: name }))}
          value={form.flavorId}
          onChange={(flavorId) => onChange({ flavorId })}
        />
      )}
      {need ? (
        <p class="plan-size">
          {Object.entries(need.resources)
            .map(([name, amount]) => formatAmount(name, amount))
            .join(', ')}
          {need.requiredTraits.length > 0 && `, with ${need.requiredTraits.join(', ')}`}
        </p>
      ) : (
        <>
          <NumberField label="vCPU" value={form.vcpus} whole onChange={(vcpus) => onChange({ vcpus })} />
          <NumberField label="RAM, GiB" value={form.ramGib} onChange={(ramGib) => onChange({ ramGib })} />
          <NumberField
            label="Disk on the host, GiB"
            value={form.diskGib}
            onChange={(diskGib) => onChange({ diskGib })}
          />
        </>
      )}
      <NumberField label="How many" value={form.count} whole onChange={(count) => onChange({ count })} />
      {!need && (
        <Choice
          label="CPUs"
          any={KINDS.any}
          options={(['shared', 'dedicated'] as const).map((kind) => ({ value: kind, title: KINDS[kind] }))}
          value={form.cpus === 'any' ? null : form.cpus}
          onChange={(kind) => onChange({ cpus: kind === 'shared' || kind === 'dedicated' ? kind : 'any' })}
        />
      )}
      <Choice
        label="Tier"
        any="Any tier"
        options={tiers.map((tier) => ({ value: tier, title: tier }))}
        value={form.tier}
        onChange={(tier) => onChange({ tier })}
      />
      {zones.length > 1 && (
        <Choice
          label="Zone"
          any="Any zone"
          options={zones.map((zone) => ({ value: zone, title: zone }))}
          value={form.zone}
          onChange={(zone) => onChange({ zone })}
        />
      )}
      <RuleFields
        rules={form.rules}
        shown={['useReserved', 'useSpares']}
        onChange={(rules) => onChange({ rules })}
      />
    </form>
  )
}
