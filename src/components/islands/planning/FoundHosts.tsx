import { useState } from 'preact/hooks'
import type { Candidate, Found, Wish } from '../../../lib/planning/find-compute.ts'
import { formatCount, formatCountOf } from '../../../lib/units.ts'
import { Icon } from '../table/Icon.tsx'
import { FoundHost } from './FoundHost.tsx'

/** Rows that are drawn at once; the others on request. */
const FIRST = 100

interface Props {
  found: Found
  wish: Wish
}

/** The answer in a sentence, then the hosts: those with room, ranked, and those without, with the reason. */
export function FoundHosts({ found, wish }: Props) {
  const { hosts, refused, total } = found
  const enough = total >= wish.count
  return (
    <>
      <p class="plan-headline" role="status">
        <Icon name={enough ? 'ok' : 'critical'} size={18} />{' '}
        <strong class={enough ? 'tone-ok' : 'tone-critical'}>
          {enough
            ? `${formatCount(wish.count)} of ${formatCount(wish.count)} fit`
            : `${formatCount(total)} of ${formatCount(wish.count)} fit`}
        </strong>{' '}
        <span class="plan-muted">
          {`${formatCount(total)} of these in all, on ${formatCountOf(hosts.length, 'host')}`}
        </span>
      </p>
      {hosts.length > 0 && (
        <>
          <p class="plan-muted plan-rule-text">
            Best fit first: hosts that take all that are wanted, the one that is fullest with them before the
            others; then those that take some, most first.
            {wish.cpus === 'any' &&
              wish.tier === null &&
              ' A host with shared and dedicated CPUs is counted with both, as far as its RAM and disk allow.'}
          </p>
          <HostRows label="Hosts with room" candidates={hosts} />
        </>
      )}
      {hosts.length + refused.length === 0 && (
        <p class="plan-muted">No host is of this tier and zone and has CPUs of this kind.</p>
      )}
      {refused.length > 0 && (
        <details class="plan-refused">
          <summary>{formatCountOf(refused.length, 'host')} without room</summary>
          <HostRows label="Hosts without room" candidates={refused} />
        </details>
      )}
    </>
  )
}

interface RowsProps {
  label: string
  candidates: readonly Candidate[]
}

function HostRows({ label, candidates }: RowsProps) {
  const [all, setAll] = useState(false)
  const shown = all ? candidates : candidates.slice(0, FIRST)
  return (
    <>
      <div class="table-scroll" role="region" aria-label={label}>
        <table class="table plan-table plan-found">
          <thead>
            <tr>
              <th scope="col">Host</th>
              <th scope="col" class="number">
                Fit
              </th>
              <th scope="col">vCPU</th>
              <th scope="col">RAM</th>
              <th scope="col">Remarks</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((candidate) => (
              <FoundHost key={candidate.host.name} candidate={candidate} />
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < candidates.length && (
        <button type="button" class="button" onClick={() => setAll(true)}>
          Show all {formatCount(candidates.length)}
        </button>
      )}
    </>
  )
}
