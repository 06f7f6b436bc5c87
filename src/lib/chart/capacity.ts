import { type CapacityParts, type CapacitySegment, splitCapacity } from '../capacity-bar.ts'
import type { Cloud, Summary } from '../cloud-model.ts'
import { hostBar, hostCpus, usedPercent } from '../host-figures.ts'
import { compareNatural } from '../natural-order.ts'
import { formatCount, formatMemoryMb, formatPercent, formatVcpu } from '../units.ts'
import { capacitySeries, type ChartSpec } from './spec.ts'

type Resource = 'vcpu' | 'memoryMb'

/** More bars than this are a wall; the table below the chart's page has every host. */
const SHOWN_HOSTS = 12

const PART_WORDS: Record<CapacitySegment['part'], string> = {
  used: 'Used',
  reserved: 'Reserved',
  spare: 'Spare',
  unavailable: 'Unavailable',
  free: 'Free',
  over: 'Over capacity',
}

/** A bar a tier; null in a cloud without any. */
export function tierChart(
  { tiers, total }: Pick<Cloud, 'tiers' | 'total'>,
  resource: Resource,
): ChartSpec | null {
  if (tiers.length === 0) return null
  const { final, capacity } = total[resource]
  const format = resource === 'vcpu' ? formatVcpu : formatMemoryMb
  return {
    title:
      final < 0
        ? `${format(-final)} more used or promised than there is`
        : `${resource === 'vcpu' ? formatCount(final) : format(final)} of ${format(capacity)} can still be given away`,
    ...stack(
      tiers.map((tier) => ({ name: tier.name, parts: summaryBar(tier[resource]) })),
      resource,
    ),
  }
}

/** The hosts that are fullest of a resource, fullest first; null where no host has a known capacity. */
export function fullestHostsChart({ hosts }: Pick<Cloud, 'hosts'>, resource: Resource): ChartSpec | null {
  const known = hosts.flatMap((host) => {
    const percent = usedPercent(resource === 'vcpu' ? hostCpus(host) : host.memoryMb)
    return percent === null ? [] : [{ host, percent }]
  })
  const fullest = known
    .toSorted((a, b) => b.percent - a.percent || compareNatural(a.host.name, b.host.name))
    .slice(0, SHOWN_HOSTS)
  const [first] = fullest
  if (!first) return null
  const what = resource === 'vcpu' ? 'vCPUs' : 'memory'
  const place = fullest.length < known.length ? `, the fullest of ${formatCount(known.length)} hosts` : ''
  return {
    title: `${formatPercent(first.percent, 100)} of the ${what} of ${first.host.name} ${resource === 'vcpu' ? 'are' : 'is'} used${place}`,
    ...stack(
      fullest.map(({ host }) => ({ name: host.name, parts: hostBar(host, resource) })),
      resource,
    ),
    links: fullest.map(({ host }) => `hosts/${host.slug}/`),
  }
}

/** The parts of a tier's bar, wherever it is drawn. */
export function summaryBar({ used, reserved, maintenance, unavailable, capacity }: Summary): CapacityParts {
  return { used, reserved, spare: maintenance, unavailable, capacity }
}

/** Lying bars of capacity parts; of parts that no bar has there is no series. */
function stack(
  bars: readonly { name: string; parts: CapacityParts }[],
  resource: Resource,
): Pick<ChartSpec, 'kind' | 'horizontal' | 'categories' | 'series' | 'unit'> {
  const splits = bars.map(({ parts }) => splitCapacity(parts))
  const order = Object.keys(PART_WORDS) as CapacitySegment['part'][]
  return {
    kind: 'stacked-bar',
    horizontal: true,
    categories: bars.map(({ name }) => name),
    series: order
      .filter((part) => splits.some((split) => split.has(part)))
      .map((part) =>
        capacitySeries(
          part,
          PART_WORDS[part],
          splits.map((split) => split.get(part) ?? 0),
        ),
      ),
    unit: resource === 'vcpu' ? 'vCPU' : 'MiB',
  }
}
