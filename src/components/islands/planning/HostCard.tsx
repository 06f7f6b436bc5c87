import type { ComponentChildren } from 'preact'
import { shownClasses } from '../../../lib/planning/host-bar.ts'
import type { Amounts, PlanningHost } from '../../../lib/planning/planning-model.ts'
import { freeOf, usedNow } from '../../../lib/planning/room.ts'
import { statusTone } from '../../../lib/status-tone.ts'
import { fromRoot } from '../../../lib/table/root.ts'
import { formatMemoryMb, formatCount, formatPercent } from '../../../lib/units.ts'
import { Icon } from '../table/Icon.tsx'
import { HostBar } from './HostBar.tsx'

interface Props {
  host: PlanningHost
  /** With the plan. */
  used: Amounts
  /** What the plan does with it: "gives 3 instances". */
  note: string
  children?: ComponentChildren
}

const NAMES: Record<string, string> = { VCPU: 'vCPU', PCPU: 'Dedicated', MEMORY_MB: 'RAM' }

/** A host before and after the plan, as bars and figures. */
export function HostCard({ host, used, note, children }: Props) {
  const before = usedNow(host)
  return (
    <section class="plan-host" aria-label={`Host ${host.name}`}>
      <header class="plan-host-head">
        <h3>
          <a href={fromRoot(`hosts/${host.slug}/`)}>{host.name}</a>
        </h3>
        <span class={`plan-state tone-${statusTone(host.state)}`}>
          <Icon name={statusTone(host.state)} /> {host.state}
        </span>
        <span class="plan-muted">
          {[host.tiers.join(', ') || 'tier unknown', host.zone, host.spare && 'spare']
            .filter(Boolean)
            .join(' · ')}
        </span>
        {note !== '' && <span class="plan-note">{note}</span>}
      </header>
      <table class="plan-figures">
        <thead class="screen-reader-only">
          <tr>
            <th scope="col">Resource</th>
            <th scope="col">When</th>
            <th scope="col">Bar</th>
            <th scope="col">Used of capacity</th>
            <th scope="col">Share</th>
            <th scope="col">Free</th>
          </tr>
        </thead>
        {shownClasses(host).map((name) => (
          <tbody key={name}>
            <Figures host={host} used={before} name={name} when="now" />
            <Figures host={host} used={used} name={name} when="then" changed={before[name] !== used[name]} />
          </tbody>
        ))}
      </table>
      {children}
    </section>
  )
}

interface FiguresProps {
  host: PlanningHost
  used: Amounts
  name: string
  when: 'now' | 'then'
  changed?: boolean
}

function Figures({ host, used, name, when, changed = false }: FiguresProps) {
  const amount = used[name] ?? 0
  const capacity = host.pools[name]?.capacity ?? null
  const free = freeOf(host, used, name)
  const format = name === 'MEMORY_MB' ? formatMemoryMb : formatCount
  return (
    <tr class={changed ? 'plan-changed' : undefined}>
      {when === 'now' && (
        <th scope="rowgroup" rowSpan={2}>
          {NAMES[name]}
        </th>
      )}
      <th scope="row" class="plan-muted">
        {when}
      </th>
      <td class="plan-bar-cell">
        <HostBar
          host={host}
          used={used}
          resourceClass={name}
          when={when === 'now' ? 'now' : 'with the plan'}
        />
      </td>
      <td class="number">
        {format(amount)} <span class="plan-muted">of {format(capacity)}</span>
      </td>
      <td class="number plan-share">{formatPercent(amount, capacity)}</td>
      <td class="number">
        {free === null ? (
          <span class="plan-muted">unknown</span>
        ) : free < 0 ? (
          <span class="tone-critical">{format(-free)} over</span>
        ) : (
          <>
            {format(free)} <span class="plan-muted">free</span>
          </>
        )}
      </td>
    </tr>
  )
}
