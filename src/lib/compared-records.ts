import type { ChangeRecord } from './change-record.ts'
import type { Host } from './cloud-model.ts'
import { hostCpus } from './host-figures.ts'
import type { Flavor, Instance, Reservation, Volume, VolumeAttachment } from './model.ts'
import { describeUnread } from './provider-tree.ts'

/** What of each is compared: the documents of a built site have as much. */
export type ComparedInstance = Pick<
  Instance,
  | 'id'
  | 'name'
  | 'project'
  | 'projectId'
  | 'host'
  | 'status'
  | 'flavorName'
  | 'vcpus'
  | 'memoryMb'
  | 'imageId'
  | 'imageName'
>
export type ComparedVolume = Pick<
  Volume,
  'id' | 'name' | 'project' | 'projectId' | 'status' | 'sizeGib' | 'type'
> & { attachments: readonly Pick<VolumeAttachment, 'serverId'>[] }
export type ComparedHost = Pick<
  Host,
  | 'name'
  | 'state'
  | 'enabled'
  | 'providers'
  | 'ratioSource'
  | 'cpuRatio'
  | 'ramRatio'
  | 'vcpu'
  | 'pcpu'
  | 'memoryMb'
>

/** Of an instance in a cell that is down Nova tells the id and little more ("Handling Down Cells" of the compute API). */
export function isStub({ status }: Pick<Instance, 'status'>): boolean {
  return status === 'UNKNOWN'
}

/** `whole`: nothing failed when its kind was read; otherwise what is empty may as well be missing. */
export function recordInstance(instance: ComparedInstance, whole: boolean): ChangeRecord {
  const { id, projectId, host, imageId, imageName } = instance
  if (isStub(instance))
    return { id, values: { projectId: projectId ?? undefined, project: filled(instance.project) } }
  return {
    id,
    values: {
      name: instance.name,
      project: filled(instance.project),
      projectId: projectId ?? undefined,
      host: whole ? host : (host ?? undefined),
      status: instance.status,
      flavorName: filled(instance.flavorName),
      vcpus: instance.vcpus ?? undefined,
      memoryMb: instance.memoryMb ?? undefined,
      imageId: whole ? imageId : filled(imageId),
      imageName: filled(imageName),
    },
  }
}

export function recordVolume(volume: ComparedVolume, whole: boolean): ChangeRecord {
  return {
    id: volume.id,
    values: {
      name: whole ? volume.name : filled(volume.name),
      project: filled(volume.project),
      projectId: volume.projectId ?? undefined,
      status: filled(volume.status),
      sizeGib: volume.sizeGib,
      type: volume.type ?? undefined,
    },
    servers: [...new Set(volume.attachments.map(({ serverId }) => serverId))].toSorted(),
  }
}

/** `fresh`: ratios and inventories are of this collection; otherwise they are somebody's earlier ones. */
export function recordHost(host: ComparedHost, fresh: { figures: boolean; services: boolean }): ChangeRecord {
  const isKnown =
    fresh.figures && describeUnread(host.providers) === '' && !host.ratioSource?.includes('last known')
  return {
    id: host.name,
    values: {
      state: host.state === 'unknown' ? undefined : host.state,
      enabled: fresh.services ? host.enabled : undefined,
      ...(isKnown && {
        cpuRatio: host.cpuRatio ?? undefined,
        ramRatio: host.ramRatio ?? undefined,
        // Of both kinds together, as a hypervisor counts them where there is no Placement.
        vcpus: hostCpus(host).total ?? undefined,
        memoryMb: host.memoryMb.total ?? undefined,
      }),
    },
  }
}

export function recordFlavor(flavor: Flavor, whole: boolean): ChangeRecord {
  const properties = Object.entries(flavor.properties)
    .map(([key, value]) => `${key}=${value}`)
    .toSorted()
    .join(', ')
  return {
    id: flavor.id,
    values: {
      name: flavor.name,
      vcpus: flavor.vcpus,
      memoryMb: flavor.memoryMb,
      rootGib: flavor.rootGib,
      ephemeralGib: flavor.ephemeralGib,
      swapMb: flavor.swapMb,
      isPublic: flavor.isPublic,
      properties: whole ? properties : filled(properties),
    },
  }
}

export function recordReservation({
  host,
  vcpus,
  memoryMb,
  purpose,
  owner,
  until,
}: Reservation): ChangeRecord {
  return { id: host, values: { vcpus, memoryMb, purpose, owner, until } }
}

function filled(text: string): string | undefined {
  return text === '' ? undefined : text
}
