import { hashIds, type PlanningFile } from './planning-file.ts'
import type { PlanningGroup, PlanningHost, PlanningInstance } from './planning-model.ts'

/** What planning takes from rows/instances.json, by row. */
export interface InstanceRows {
  count: number
  id(row: number): string
  name(row: number): string
  project(row: number): string
  projectId(row: number): string | null
  status(row: number): string
  host(row: number): string | null
  vcpus(row: number): number | null
  memoryMb(row: number): number | null
}

/** The cloud as plans see it. Instances are put together when they are asked for: a large cloud has 100,000. */
export interface PlanningCloud {
  hosts: PlanningHost[]
  host(name: string): PlanningHost | null
  hostBySlug(slug: string): PlanningHost | null
  instance(id: string): PlanningInstance | null
  /** In the order of the rows. */
  instancesOn(host: string): PlanningInstance[]
  /** Ids that begin so, at most two: one is the answer, two are none. */
  idsFrom(prefix: string): string[]
}

/** Throws where the two files are not of one build. */
export function openPlanning(file: PlanningFile, rows: InstanceRows): PlanningCloud {
  const ids = Array.from({ length: rows.count }, (_, row) => rows.id(row))
  if (file.schema !== 1 || file.instances !== rows.count || file.ids !== hashIds(ids))
    throw new Error('The instances and the hosts are of two builds of the site: reload the page.')
  const hosts = openHosts(file)
  const byName = new Map(hosts.map((host) => [host.name, host]))
  const bySlug = new Map(hosts.map((host) => [host.slug, host]))
  const rowOf = new Map(ids.map((id, row) => [id, row]))
  const onHost = Map.groupBy(ids.keys(), (row) => rows.host(row))
  const groups = groupsByRow(file, ids)
  const known = new Map<number, PlanningInstance>()

  function instanceAt(row: number): PlanningInstance {
    const instance = known.get(row) ?? readInstance(file, rows, row, groups.get(row) ?? null)
    known.set(row, instance)
    return instance
  }

  return {
    hosts,
    host: (name) => byName.get(name) ?? null,
    hostBySlug: (slug) => bySlug.get(slug) ?? null,
    instance(id) {
      const row = rowOf.get(id)
      return row === undefined ? null : instanceAt(row)
    },
    instancesOn: (host) => (onHost.get(host) ?? []).map(instanceAt),
    idsFrom(prefix) {
      if (rowOf.has(prefix)) return [prefix]
      const found: string[] = []
      for (const id of ids) if (id.startsWith(prefix) && found.push(id) === 2) break
      return found
    },
  }
}

/** The hosts alone are enough to find room for servers that do not exist yet. */
export function openHosts(file: PlanningFile): PlanningHost[] {
  return file.hosts.map((host) => ({
    ...host,
    traits: host.traits === null ? null : (file.traitSets[host.traits] ?? null),
  }))
}

function groupsByRow(file: PlanningFile, ids: readonly string[]): Map<number, PlanningGroup> {
  const groups = new Map<number, PlanningGroup>()
  for (const { name, policy, rows } of file.groups) {
    const group = { name, policy, memberIds: rows.flatMap((row) => ids[row] ?? []) }
    for (const row of rows) groups.set(row, group)
  }
  return groups
}

function readInstance(
  file: PlanningFile,
  rows: InstanceRows,
  row: number,
  group: PlanningGroup | null,
): PlanningInstance {
  const { task = null, moving = false, locked = false, fault = null } = file.states[row] ?? {}
  const need = file.needs[file.needOf[row] ?? -1] ?? null
  return {
    id: rows.id(row),
    name: rows.name(row),
    project: rows.project(row),
    projectId: rows.projectId(row),
    status: rows.status(row),
    host: rows.host(row),
    vcpus: rows.vcpus(row),
    memoryMb: rows.memoryMb(row),
    need,
    held: file.held[row] ?? need?.resources ?? {},
    taskState: task,
    moving,
    locked,
    fault,
    group,
  }
}
