import type { Candidate } from '../../../lib/planning/find-compute.ts'
import { shownClasses } from '../../../lib/planning/host-bar.ts'
import { formatAmount, freeOf } from '../../../lib/planning/room.ts'
import { statusTone } from '../../../lib/status-tone.ts'
import { fromRoot } from '../../../lib/table/root.ts'
import { formatCount } from '../../../lib/units.ts'
import { Icon } from '../table/Icon.tsx'
import { HostBar } from './HostBar.tsx'

interface Props {
  candidate: Candidate
}

/** One host: how many fit on it, how full it is, and what is to be minded. */
export function FoundHost({ candidate }: Props) {
  const { host, count, reasons, warnings } = candidate
  const classes = shownClasses(host)
  return (
    <tr>
      <th scope="row">
        <a class="plan-name" href={fromRoot(`hosts/${host.slug}/`)}>
          {host.name}
        </a>
        <span class="plan-facts">
          {host.state !== 'up' && (
            <span class={`plan-state tone-${statusTone(host.state)}`}>
              <Icon name={statusTone(host.state)} size={12} /> {host.state}
            </span>
          )}
          <span>{host.tiers.join(', ') || 'tier unknown'}</span>
          {host.zone !== null && <span>{host.zone}</span>}
          {host.spare && <span>spare</span>}
        </span>
      </th>
      <td class="number">
        <strong>{formatCount(count)}</strong>
      </td>
      <td>
        {classes
          .filter((name) => name !== 'MEMORY_MB')
          .map((name) => (
            <Room key={name} candidate={candidate} name={name} />
          ))}
      </td>
      <td>
        <Room candidate={candidate} name="MEMORY_MB" />
      </td>
      <td>
        {reasons.length + warnings.length > 0 && (
          <ul class="plan-reasons">
            {[...reasons, ...warnings].map(({ words }) => (
              <li key={words}>{capitalise(words)}</li>
            ))}
          </ul>
        )}
        {count > 0 && (
          <a class="plan-link" href={fromRoot(`migration/?to=${encodeURIComponent(host.slug)}`)}>
            Plan moves to it
          </a>
        )}
      </td>
    </tr>
  )
}

function Room({ candidate: { host, used }, name }: { candidate: Candidate; name: string }) {
  const free = freeOf(host, used, name)
  return (
    <div class="plan-room">
      <HostBar host={host} used={used} resourceClass={name} when="now" />
      <span class={free !== null && free < 0 ? 'tone-critical' : undefined}>
        {free === null
          ? 'unknown'
          : free < 0
            ? `${formatAmount(name, -free)} over`
            : `${formatAmount(name, free)} free`}
      </span>
    </div>
  )
}

function capitalise(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
