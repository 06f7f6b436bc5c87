import type { Flavor, Hypervisor, Image, Instance, Project, Volume } from '../src/lib/model.ts'
import { compareNatural } from '../src/lib/natural-order.ts'
import { labelProjects } from '../src/lib/project-label.ts'

/** What the names that servers and volumes only refer to are taken from; null where it could not be read. */
export interface LabelSources {
  projects: readonly Project[] | null
  flavors: readonly Flavor[] | null
  images: readonly Image[] | null
  hypervisors: readonly Hypervisor[]
}

/** Servers with the names of their project, image and flavor's id, by project, name and id. A project that is gone keeps its id. */
export function labelInstances(instances: readonly Instance[], sources: LabelSources): Instance[] {
  const projects = labelProjects(sources.projects ?? [])
  const imageNames = new Map(sources.images?.map((image) => [image.id, image.name]))
  const flavorIds = new Map(sources.flavors?.map((flavor) => [flavor.name, flavor.id]))
  const nodes = indexNodes(sources.hypervisors)
  return instances
    .map((instance) => ({
      ...instance,
      project: projects.get(instance.projectId ?? '') ?? instance.projectId ?? '',
      imageName: imageNames.get(instance.imageId) ?? '',
      flavorId: flavorIds.get(instance.flavorName) ?? '',
      host: instance.host ?? nodes.get(instance.serviceHost ?? '') ?? null,
    }))
    .sort(byProjectAndName)
}

export function labelVolumes(volumes: readonly Volume[], projects: readonly Project[] | null): Volume[] {
  const labels = labelProjects(projects ?? [])
  return volumes
    .map((volume) => ({ ...volume, project: labels.get(volume.projectId ?? '') ?? volume.projectId ?? '' }))
    .sort(byProjectAndName)
}

/** Service host -> hypervisor, where it has one only (a bare-metal service has many). */
function indexNodes(hypervisors: readonly Hypervisor[]): Map<string, string> {
  const byHost = Map.groupBy(hypervisors, (hypervisor) => hypervisor.serviceHost ?? '')
  return new Map(
    [...byHost].flatMap(([host, [first, second]]) => (first && !second ? [[host, first.name]] : [])),
  )
}

function byProjectAndName(a: Instance | Volume, b: Instance | Volume): number {
  return compareNatural(a.project, b.project) || compareNatural(a.name, b.name) || (a.id < b.id ? -1 : 1)
}
