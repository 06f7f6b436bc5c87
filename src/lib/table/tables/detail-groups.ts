/** What the details of an instance and of a volume are made of, and which files hold the rest of it. */
import type { Cloud } from '../../cloud.ts'
import type { DetailGroup, Related } from '../definition.ts'
import { countParts, countTimelineParts } from '../parts.ts'

const ROOT = 'rows/details/'

export function instanceDetails({ snapshot }: Cloud): DetailGroup[] {
  const parts = countParts(snapshot.instances.length)
  return [
    {
      title: 'State',
      keys: ['status', 'power', 'task', 'vmstate', 'fault', 'created', 'updated'],
      related: [facts('id', 'instances', parts)],
    },
    { title: 'Place', keys: ['host', 'tier', 'az', 'service'], related: [facts('host', 'hosts')] },
    {
      title: 'Flavor',
      keys: ['flavor', 'vcpu', 'ram', 'root', 'ephemeral', 'swap', 'specs', 'flavorid'],
      related: when(snapshot.flavors, facts('flavorid', 'flavors')),
    },
    { title: 'Networks', keys: ['networks'] },
    {
      title: 'Volumes',
      keys: ['disk', 'volumes'],
      related: when(snapshot.volumes, rows('id', 'instance-volumes', parts, ['volumes'])),
    },
    {
      title: 'Image',
      keys: ['image', 'imageid'],
      related: when(snapshot.images, facts('imageid', 'images')),
    },
    {
      title: 'Owner',
      keys: ['project', 'projectid', 'userid'],
      related: when(snapshot.projects, facts('projectid', 'projects')),
    },
    {
      title: 'History',
      keys: [],
      related: [rows('id', 'instance-changes', countTimelineParts(snapshot.instances.length))],
    },
    { title: 'Access and notes', keys: ['locked', 'keypair', 'description', 'tags', 'metadata'] },
  ]
}

export function volumeDetails({ snapshot }: Cloud): DetailGroup[] {
  const parts = countParts(snapshot.volumes?.length ?? 0)
  const snapshots = snapshot.volumeSnapshots ?? []
  return [
    { title: 'State', keys: ['status', 'size', 'bootable', 'created', 'updated'] },
    {
      title: 'Attachments',
      keys: ['attached', 'device', 'since', 'attachments', 'multiattach'],
      related: [rows('id', 'volume-attachments', parts, ['attached', 'device', 'since', 'attachments'])],
    },
    {
      title: 'Type and place',
      keys: ['type', 'encrypted', 'pool', 'backend', 'az'],
      related: when(snapshot.volumeTypes, facts('type', 'volume-types')),
    },
    { title: 'Made from', keys: ['image', 'imageid', 'snapshot', 'source'] },
    {
      title: 'Snapshots',
      keys: [],
      related: snapshots.length === 0 ? [] : [rows('id', 'volume-snapshots', countParts(snapshots.length))],
    },
    {
      title: 'Owner',
      keys: ['project', 'projectid', 'userid'],
      related: when(snapshot.projects, facts('projectid', 'projects')),
    },
    {
      title: 'History',
      keys: [],
      related: [rows('id', 'volume-changes', countTimelineParts(snapshot.volumes?.length ?? 0))],
    },
    { title: 'Notes', keys: ['description'] },
  ]
}

function facts(key: string, name: string, parts: number | null = null): Related {
  return { key, src: ROOT + name, parts, as: 'facts', replaces: [] }
}

function rows(key: string, name: string, parts: number, replaces: string[] = []): Related {
  return { key, src: ROOT + name, parts, as: 'table', replaces }
}

/** Where a list was not collected, there is no file of it. */
function when(collected: unknown[] | null, related: Related): Related[] {
  return collected === null ? [] : [related]
}
