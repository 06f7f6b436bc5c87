import { overrideOf } from '../src/lib/host-overrides.ts'
import type { Config, HostRatio, Hypervisor, ResourceProvider } from '../src/lib/model.ts'
import { groupProviderTrees, inventoriesOf } from '../src/lib/provider-tree.ts'
import type { ConfiguredHost } from './sources/reading.ts'

export interface RatioSources {
  providers: readonly ResourceProvider[]
  /** What the hosts' own configuration says, where they were asked. */
  configured?: readonly ConfiguredHost[]
  /** From an earlier run, for hosts that this one could not ask, or whose inventories it could not read. */
  lastKnown?: readonly HostRatio[]
}

type Ratios = Pick<HostRatio, 'cpuRatio' | 'ramRatio'>

/** A place that may know the ratios; no name for Placement, which is where they come from unless said otherwise. */
interface Candidate extends Ratios {
  source: string | undefined
}

/**
 * The allocation ratios of each host, with where they come from: what the configuration of Aether says, then Placement's
 * inventories and nova.conf in the order that is configured. A host of which nothing is known is left out.
 */
export function findRatios(
  hypervisors: readonly Hypervisor[],
  sources: RatioSources,
  config: Pick<Config, 'hosts' | 'ratios'>,
): HostRatio[] {
  const trees = groupProviderTrees(sources.providers)
  const configured = new Map(sources.configured?.map(({ host, ratios }) => [host, ratios]))
  const lastKnown = new Map(sources.lastKnown?.map((row) => [row.host, row]))
  return hypervisors
    .map(({ name }) => {
      const override = overrideOf(name, config.hosts)
      const file = { ...(configured.get(name) ?? unknown), source: 'nova.conf' }
      const tree = trees.get(name) ?? []
      const placement = { ...ratiosOfTree(tree), source: undefined }
      const isUnread = configured.get(name) === null || hasUnreadInventories(tree)
      const last = isUnread ? lastKnown.get(name) : undefined
      return combine(name, [
        { cpuRatio: override.cpuRatio ?? null, ramRatio: override.ramRatio ?? null, source: 'aether.yaml' },
        ...(config.ratios === 'ssh' ? [file, placement] : [placement, file]),
        { ...(last ?? unknown), source: last?.source },
      ])
    })
    .filter(({ cpuRatio, ramRatio }) => cpuRatio !== null || ramRatio !== null)
}

const unknown: Ratios = { cpuRatio: null, ramRatio: null }

function hasUnreadInventories(tree: readonly ResourceProvider[]): boolean {
  return tree.some(({ inventories }) => inventories === null)
}

/** A host with dedicated CPUs only has the ratio 1; with inventories that could not be read it may have others. */
function ratiosOfTree(tree: readonly ResourceProvider[]): Ratios {
  const isDedicated = inventoriesOf(tree, 'PCPU').length > 0 && !hasUnreadInventories(tree)
  const dedicated = isDedicated ? 1 : null
  return {
    cpuRatio: inventoriesOf(tree, 'VCPU')[0]?.allocationRatio ?? dedicated,
    ramRatio: inventoriesOf(tree, 'MEMORY_MB')[0]?.allocationRatio ?? null,
  }
}

/** Each ratio from the first that knows it. */
function combine(host: string, candidates: readonly Candidate[]): HostRatio {
  const cpu = candidates.find(({ cpuRatio }) => cpuRatio !== null)
  const ram = candidates.find(({ ramRatio }) => ramRatio !== null)
  const used = [...new Set([cpu, ram].filter((candidate) => candidate !== undefined))]
  const source = used.every((candidate) => candidate.source === undefined)
    ? undefined
    : used.map((candidate) => candidate.source ?? 'Placement').join(' and ')
  return {
    host,
    cpuRatio: cpu?.cpuRatio ?? null,
    ramRatio: ram?.ramRatio ?? null,
    ...(source !== undefined && { source }),
  }
}

/** "12 from Placement, 3 from nova.conf, 1 last known"; undefined where all are Placement's. */
export function countSources(ratios: readonly HostRatio[]): string | undefined {
  if (ratios.every(({ source }) => source === undefined)) return undefined
  const groups = Map.groupBy(ratios, ({ source = 'Placement' }) =>
    source.startsWith(LAST_KNOWN) ? LAST_KNOWN : `from ${source}`,
  )
  return [...groups].map(([from, rows]) => `${rows.length} ${from}`).join(', ')
}

const LAST_KNOWN = 'last known'

/** The ratios of an earlier run, each with the time from which it is. */
export function labelLastKnown(ratios: readonly HostRatio[], time: string): HostRatio[] {
  return ratios.map((row) =>
    row.source?.startsWith(LAST_KNOWN) ? row : { ...row, source: `${LAST_KNOWN} ${time}` },
  )
}
