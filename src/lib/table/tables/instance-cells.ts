/** What the columns of an instance are made of; tables about other things link in the same way. */
import type { Cloud, Host } from '../../cloud.ts'
import type { Instance } from '../../model.ts'
import type { AttachedVolume, Link } from '../definition.ts'
import { shortenId } from '../../shorten-id.ts'
import { shortenIds } from '../short-ids.ts'

export function projectLink(cloud: Cloud, owned: { project: string; projectId: string | null }): Link | null {
  if (owned.project === '') return null
  const use = cloud.projectByKey.get(owned.projectId ?? owned.project)
  return { text: owned.project, href: use ? `projects/${use.slug}/` : null }
}

export function instanceHref(id: string): string {
  return `instances/?id=${encodeURIComponent(id)}`
}

export function volumeHref(id: string): string {
  return `volumes/?id=${encodeURIComponent(id)}`
}

/** `hw:cpu_policy=dedicated` and the like, in order. */
export function pairs(properties: Record<string, string> | null): string[] | null {
  return properties && Object.entries(properties).map(([name, value]) => `${name}=${value}`)
}

export function flavorLink({ flavorName, flavorId }: Instance): Link | null {
  if (flavorName === '') return null
  return { text: flavorName, href: flavorId === '' ? null : `flavors/?id=${encodeURIComponent(flavorId)}` }
}

export function hostLink(cloud: Cloud, { host }: Instance): Link | null {
  if (host === null) return null
  const known = cloud.hostByName.get(host)
  return { text: host, href: known ? `hosts/${known.slug}/` : null }
}

/** An image that has been deleted since, or whose name was not collected, is still another thing than none. '' is none. */
export function imageText(cloud: Cloud, { imageName, imageId }: Instance): string {
  if (imageName !== '' || imageId === '') return imageName
  const isDeleted = cloud.snapshot.images !== null && !imageIdsOf(cloud).has(imageId)
  return `${isDeleted ? 'deleted image' : 'image'} ${shortenId(imageId)}`
}

const imageIds = new WeakMap<Cloud, Set<string>>()

/** Gathered once a cloud, as `shortenerOf`. */
function imageIdsOf(cloud: Cloud): Set<string> {
  const ids = imageIds.get(cloud) ?? new Set(cloud.snapshot.images?.map(({ id }) => id))
  imageIds.set(cloud, ids)
  return ids
}

/** Pinned CPUs come from a host's PCPU, which counts in the dedicated tier whatever the host's ratio is. */
export function tierOf(cloud: Cloud, instance: Instance): string | null {
  const host = instance.host === null ? undefined : cloud.hostByName.get(instance.host)
  if (!host) return null
  return isPinned(instance, host) ? dedicatedTier(cloud) : host.tierName
}

function isPinned(instance: Instance, host: Host): boolean {
  return host.pcpu !== null && instance.flavorSpecs?.['hw:cpu_policy'] === 'dedicated'
}

function dedicatedTier(cloud: Cloud): string | null {
  return cloud.tiers.find((tier) => tier.ratio === 1)?.name ?? null
}

/** What Cinder says is attached, then what only Nova knows. Null where no volumes were collected and Nova names none. */
export function attachedVolumes(cloud: Cloud, instance: Instance): AttachedVolume[] | null {
  if (cloud.snapshot.volumes === null && instance.volumeIds === null) return null
  const volumes = cloud.volumesByInstance.get(instance.id) ?? []
  const shorten = shortenerOf(cloud, 'volumes')
  const known = volumes.map(({ id, name, sizeGib, attachments }): AttachedVolume => {
    const attachment = attachments.find((candidate) => candidate.serverId === instance.id)
    // Its id stands for the name of a volume that has none; otherwise it only has to lead there.
    return { device: attachment?.device ?? '', name, id: name === '' ? id : shorten(id), sizeGib }
  })
  const ids = new Set(volumes.map((volume) => volume.id))
  const others = (instance.volumeIds ?? []).filter((id) => !ids.has(id))
  const unknown = others.map((id): AttachedVolume => ({ device: '', name: '', id, sizeGib: null }))
  return [...known.sort((a, b) => (a.device < b.device ? -1 : 1)), ...unknown]
}

/** As much of the id as tells it from those of other instances: for drawings beside a table that has the whole one. */
export function shortInstanceHref(cloud: Cloud, id: string): string {
  return instanceHref(shortenerOf(cloud, 'instances')(id))
}

type Shortener = (id: string) => string

const shorteners = {
  instances: new WeakMap<Cloud, Shortener>(),
  volumes: new WeakMap<Cloud, Shortener>(),
}

/** Found once a cloud: every host's and project's page has a table of its own. */
function shortenerOf(cloud: Cloud, of: 'instances' | 'volumes'): Shortener {
  const known = shorteners[of]
  const shorten = known.get(cloud) ?? shortenIds((cloud.snapshot[of] ?? []).map(({ id }) => id))
  known.set(cloud, shorten)
  return shorten
}

export function sumSizes(volumes: AttachedVolume[] | null): number | null {
  return volumes && volumes.reduce((sum, volume) => sum + (volume.sizeGib ?? 0), 0)
}
