import type { ProjectUse } from './cloud-model.ts'
import type { Instance, Snapshot, Volume } from './model.ts'
import { compareNatural } from './natural-order.ts'
import { labelProjects } from './project-label.ts'
import { makeSlugs } from './slug.ts'

/** Every project of the cloud, and every one that an instance or a volume names, in natural order. */
export function deriveProjects(snapshot: Snapshot): ProjectUse[] {
  const projects = snapshot.projects ?? []
  const labels = labelProjects(projects)
  const idByLabel = new Map([...labels].map(([id, label]) => [label, id]))
  const quotas = new Map(snapshot.quotas?.map((quota) => [quota.projectId, quota]))
  const uses = new Map<string, ProjectUse>()
  for (const project of projects) {
    const name = labels.get(project.id) ?? project.name
    uses.set(project.id, { ...emptyUse(name, project.id), project, quota: quotas.get(project.id) ?? null })
  }

  function useOf(owned: Instance | Volume): ProjectUse | null {
    const id = owned.projectId ?? idByLabel.get(owned.project) ?? null
    const key = id ?? owned.project
    if (key === '') return null
    const known = uses.get(key)
    if (known) return known
    const use = { ...emptyUse(owned.project || key, id), quota: quotas.get(key) ?? null }
    uses.set(key, use)
    return use
  }

  for (const instance of snapshot.instances) {
    const use = useOf(instance)
    if (use) addInstance(use, instance)
  }
  for (const volume of snapshot.volumes ?? []) {
    const use = useOf(volume)
    if (use === null) continue
    use.volumes.push(volume)
    use.volumeGib += volume.sizeGib
  }

  const sorted = [...uses.values()].sort(
    (a, b) => compareNatural(a.name, b.name) || compareNatural(a.id ?? '', b.id ?? ''),
  )
  const sources = slugSources(sorted)
  const slugs = makeSlugs(sources)
  for (const [index, use] of sorted.entries()) use.slug = slugs.get(sources[index] ?? '') ?? ''
  return sorted
}

/** Projects by id and by label: an instance's `projectId ?? project` finds its own. */
export function indexProjects(uses: readonly ProjectUse[]): Map<string, ProjectUse> {
  const byKey = new Map(uses.map((use) => [use.name, use]))
  for (const use of uses) if (use.id !== null) byKey.set(use.id, use)
  return byKey
}

function emptyUse(name: string, id: string | null): ProjectUse {
  return {
    name,
    id,
    slug: '',
    project: null,
    quota: null,
    instances: [],
    volumes: [],
    vcpus: 0,
    memoryMb: 0,
    placedVcpus: 0,
    placedMemoryMb: 0,
    volumeGib: 0,
  }
}

/** A soft-deleted instance still holds its host's room, but Nova's quota count leaves it out (nova/objects/instance.py). */
function addInstance(use: ProjectUse, instance: Instance): void {
  use.instances.push(instance)
  const vcpus = instance.vcpus ?? 0
  const memoryMb = instance.memoryMb ?? 0
  if (instance.host !== null) {
    use.placedVcpus += vcpus
    use.placedMemoryMb += memoryMb
  }
  if (instance.status === 'SOFT_DELETED') return
  use.vcpus += vcpus
  use.memoryMb += memoryMb
}

/** A label that two projects share (a deleted domain, an old file) is told apart by the id. */
function slugSources(uses: readonly ProjectUse[]): string[] {
  const byName = Map.groupBy(uses, (use) => use.name)
  return uses.map((use) => ((byName.get(use.name)?.length ?? 0) > 1 ? `${use.name}-${use.id}` : use.name))
}
