import type { CapacityGroup, Grouping } from '../../lib/capacity-groups.ts'
import type { Summary } from '../../lib/cloud-model.ts'
import { formatCount, formatMemoryMb, formatPercent } from '../../lib/units.ts'
import { CapacityBar } from './CapacityBar.tsx'

interface Props {
  groups: readonly CapacityGroup[]
  resource: 'vcpu' | 'memoryMb'
  by: Grouping
  /** The collected lines, where `groups` are a draft's: figures that differ from them are marked. */
  before?: readonly CapacityGroup[]
}

const FIGURES = ['available', 'reserved', 'maintenance', 'final'] as const

/** The summary of one resource, a line a group. The server draws it, and a draft of reservations draws it again. */
export function TierSummary({ groups, resource, by, before = groups }: Props) {
  const format = resource === 'vcpu' ? formatCount : formatMemoryMb
  const unit = resource === 'vcpu' ? 'vCPU' : 'Memory'
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <div class="table-scroll" role="region" aria-label={`${unit} by ${by}`} tabIndex={0}>
      <table class="table tier-summary">
        <thead>
          <tr>
            <th scope="col">{unit}</th>
            <th scope="col" class="number minor">
              Hosts
            </th>
            <th scope="col" class="bar">
              Use
            </th>
            <th scope="col" class="number">
              Capacity
            </th>
            <th scope="col" class="number minor">
              Usage
            </th>
            <th scope="col" class="number">
              % used
            </th>
            <th scope="col" class="number minor">
              Unavailable
            </th>
            <th scope="col" class="number minor">
              Available
            </th>
            <th scope="col" class="number minor">
              Reserved
            </th>
            <th scope="col" class="number minor">
              Maintenance
            </th>
            <th scope="col" class="number">
              Final
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ name, hosts, isSum, [resource]: summary }, index) => (
            <tr key={index} class={isSum ? 'sum' : 'part'}>
              <th scope="row">{name}</th>
              <td class="number minor">{formatCount(hosts)}</td>
              <td class="bar">
                <CapacityBar
                  used={summary.used}
                  reserved={summary.reserved}
                  spare={summary.maintenance}
                  unavailable={summary.unavailable}
                  capacity={summary.capacity}
                  label={`${unit} of ${name}`}
                  format={format}
                />
              </td>
              <td class="number">{format(summary.capacity)}</td>
              <td class="number minor">{format(summary.used)}</td>
              <td class="number">{formatPercent(summary.used, summary.capacity)}</td>
              <td class="number minor">{format(summary.unavailable)}</td>
              {FIGURES.map((key) => (
                <Figure
                  key={key}
                  name={key}
                  now={summary}
                  before={before[index]?.[resource]}
                  format={format}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface FigureProps {
  name: (typeof FIGURES)[number]
  now: Summary
  before: Summary | undefined
  format: (amount: number) => string
}

/** A figure that a reservation may change. */
function Figure({ name, now, before, format }: FigureProps) {
  const isDrafted = before !== undefined && before[name] !== now[name]
  const names = [
    'number',
    name === 'final' ? 'final' : 'minor',
    (name === 'final' || name === 'available') && now[name] < 0 && 'short',
    isDrafted && 'drafted',
  ]
  return (
    <td
      class={names.filter(Boolean).join(' ')}
      title={isDrafted ? `Collected: ${format(before[name])}` : undefined}
    >
      {format(now[name])}
    </td>
  )
}
