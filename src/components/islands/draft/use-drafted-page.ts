import { h, render } from 'preact'
import { useEffect } from 'preact/hooks'
import { fullestHostsChart, tierChart } from '../../../lib/chart/capacity.ts'
import { type CapacityGroup, groupCapacity, type Grouping } from '../../../lib/capacity-groups.ts'
import type { Host } from '../../../lib/cloud-model.ts'
import type { DraftFile } from '../../../lib/reservation-draft/draft-file.ts'
import { decodeTable } from '../../../lib/table/decode.ts'
import { encodeTable } from '../../../lib/table/encode.ts'
import { readAt } from '../../../lib/table/shown-snapshot.ts'
import { allocationTable } from '../../../lib/table/tables/hosts.ts'
import { deriveTiers } from '../../../lib/tiers.ts'
import { TierSummary } from '../../ui/TierSummary.tsx'
import { replaceTable } from '../table/replaced-table.ts'
import { DraftChart } from './DraftChart.tsx'

const PAUSE_MS = 200
const TITLE = 'Draft: '

/** Shows drafted hosts in the figures that the page was built with: the summaries at once, table and charts when typing pauses. */
export function useDraftedPage(file: DraftFile, collected: Host[], shown: Host[]): void {
  useEffect(() => {
    const isDraft = shown !== collected
    markPage(isDraft)
    showSummaries(file, collected, shown)
    const timer = setTimeout(() => {
      showTable(file, isDraft ? shown : null)
      showCharts(file, isDraft ? shown : null)
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [file, collected, shown])
}

/** The page as it was built. */
export function showCollected(file: DraftFile, collected: Host[]): void {
  markPage(false)
  showSummaries(file, collected, collected)
  showTable(file, null)
  showCharts(file, null)
}

function markPage(isDraft: boolean): void {
  document.documentElement.toggleAttribute('data-draft', isDraft)
  const title = document.title.startsWith(TITLE) ? document.title.slice(TITLE.length) : document.title
  document.title = isDraft ? TITLE + title : title
}

/** Draws into the tables that the server drew, with the component that drew them. */
function showSummaries(file: DraftFile, collected: Host[], shown: Host[]): void {
  const figures = new Map<Grouping, { before: CapacityGroup[]; groups: CapacityGroup[] }>()
  for (const element of document.querySelectorAll<HTMLElement>('[data-summary]')) {
    const by = (element.dataset['summary'] ?? 'tier') as Grouping
    const resource = element.dataset['resource'] === 'vcpu' ? 'vcpu' : 'memoryMb'
    const known = figures.get(by) ?? { before: group(file, collected, by), groups: group(file, shown, by) }
    figures.set(by, known)
    render(h(TierSummary, { ...known, resource, by }), element)
  }
}

/** Drawn beside the charts that the page was built with, which do not show while the page is a draft. */
function showCharts({ tierNames }: DraftFile, hosts: Host[] | null): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-chart]')) {
    const resource = element.dataset['resource'] === 'vcpu' ? 'vcpu' : 'memoryMb'
    const of = element.dataset['chart'] ?? ''
    const cloud = hosts && { hosts, ...deriveTiers(hosts, tierNames) }
    const spec = cloud && (of === 'Tier' ? tierChart(cloud, resource) : fullestHostsChart(cloud, resource))
    const place = element.querySelector('.draft-place') ?? element.appendChild(document.createElement('div'))
    place.className = 'draft-place'
    render(spec && h(DraftChart, { spec, of }), place)
  }
}

function group({ tierNames }: DraftFile, hosts: Host[], by: Grouping): CapacityGroup[] {
  return groupCapacity({ hosts, ...deriveTiers(hosts, tierNames) }, by)
}

function showTable({ table }: DraftFile, hosts: Host[] | null): void {
  replaceTable(allocationTable.name, hosts && decodeTable(encodeTable(allocationTable, hosts, table), readAt))
}
