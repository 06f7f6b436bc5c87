import type { Host } from './cloud-model.ts'
import type { Instance } from './model.ts'
import { compareNatural } from './natural-order.ts'
import { formatCount } from './units.ts'

/** A run of vCPUs on a host: one instance's, or what no instance holds. */
export interface VcpuRun {
  kind: 'instance' | 'other' | 'reserved' | 'spare' | 'free'
  /** First square, and how many. */
  start: number
  count: number
  instance: Instance | null
}

export interface VcpuMap {
  runs: VcpuRun[]
  /** Squares beyond it are over-committed; null where the capacity is unknown. */
  capacity: number | null
  /** Squares in all. */
  size: number
}

/**
 * Every vCPU of a host in a row: instances by project, the largest user first, then what is allocated to no instance here (migrations, stale
 * allocations), then what is reserved, and what is free. Shared and dedicated CPUs together.
 */
export function mapVcpus(host: Host): VcpuMap {
  const amounts = [host.vcpu, host.pcpu].filter((one) => one !== null)
  const capacity = amounts.some((one) => one.capacity === null)
    ? null
    : amounts.reduce((sum, one) => sum + (one.capacity ?? 0), 0)
  const used = amounts.reduce((sum, one) => sum + one.used, 0)
  const runs: VcpuRun[] = []
  let next = 0
  function add(kind: VcpuRun['kind'], count: number, instance: Instance | null = null): void {
    if (count <= 0) return
    runs.push({ kind, start: next, count, instance })
    next += count
  }

  const projects = new Map(vcpusByProject(host).map(({ project }, rank) => [project, rank]))
  const rank = (instance: Instance) => projects.get(instance.project) ?? 0
  const ordered = host.instances.toSorted((a, b) => rank(a) - rank(b) || bySize(a, b))
  for (const instance of ordered) add('instance', instance.vcpus ?? 0, instance)
  add('other', Math.floor(used - next))
  const free = Math.max(0, (capacity ?? 0) - next)
  const reserved = host.spare ? 0 : Math.min(free, host.reservation?.vcpus ?? 0)
  add('reserved', reserved)
  add(host.spare ? 'spare' : 'free', free - reserved)
  return { runs, capacity, size: next }
}

/** Vcpus and instances of each project on a host, most first. */
export function vcpusByProject(host: Host): { project: string; instances: number; vcpus: number }[] {
  return [...Map.groupBy(host.instances, (instance) => instance.project)]
    .map(([project, own]) => ({
      project,
      instances: own.length,
      vcpus: own.reduce((sum, instance) => sum + (instance.vcpus ?? 0), 0),
    }))
    .sort((a, b) => b.vcpus - a.vcpus || compareNatural(a.project, b.project))
}

/** What the runs that are no instance's are called. */
export const REST_WORDS: Record<Exclude<VcpuRun['kind'], 'instance'>, string> = {
  other: 'Used, by no instance in the list',
  reserved: 'Reserved',
  spare: 'Spare',
  free: 'Free',
}

/** A run in words, for those who point at it or go through the map by keyboard. */
export function describeRun({ instance, count, kind }: VcpuRun): string {
  if (instance) return `${instance.name}, ${instance.project}: ${formatCount(count)} vCPU, ${instance.status}`
  return `${kind === 'instance' ? '' : REST_WORDS[kind]}: ${formatCount(count)} vCPU`
}

/** Colour says whose a run is, the pattern how it is: solid runs, hatched stands still, crossed is in error. */
export function runState({ instance }: VcpuRun): 'running' | 'error' | 'still' {
  if (instance?.status === 'ERROR') return 'error'
  return instance?.status === 'ACTIVE' || instance?.status === 'VERIFY_RESIZE' ? 'running' : 'still'
}

/** A run as one path: a bar for each line of `columns` squares that it touches. A square is `step` wide, a bar one less high. */
export function drawRun(start: number, count: number, columns: number, step: number): string {
  let path = ''
  for (let at = start; at < start + count;) {
    const column = at % columns
    const length = Math.min(columns - column, start + count - at)
    path += `M${column * step} ${Math.floor(at / columns) * step}h${length * step}v${step - 1}h-${length * step}z`
    at += length
  }
  return path
}

function bySize(a: Instance, b: Instance): number {
  return (b.vcpus ?? 0) - (a.vcpus ?? 0) || compareNatural(a.name, b.name)
}
