import { setTimeout as sleep } from 'node:timers/promises'
import type { Session } from './client.ts'
import type { Identity, ProjectKey } from './identity.ts'
import type { ExpectedServer, ExpectedVolume } from './oracle.ts'

const TYPES = [
  { name: 'standard', specs: { volume_backend_name: 'slow' } },
  { name: 'fast ssd|nvme', specs: { volume_backend_name: 'fast' } },
  { name: 'multi', specs: { volume_backend_name: 'slow', multiattach: '<is> True' } },
]

interface Plan {
  /** Undefined: created without any name, which Cinder shows as null. */
  name: string | undefined
  project?: ProjectKey
  sizeGib: number
  type?: string
  bootable?: boolean
  servers?: string[]
  status?: string
}

/** Names of every awkward kind, and volumes that are used, shared, odd or left behind. */
const PLANS: Plan[] = [
  { name: '', sizeGib: 1 },
  { name: undefined, sizeGib: 10, project: 'gamma' },
  { name: 'vol,comma', sizeGib: 50, project: 'pipe', type: 'fast ssd|nvme' },
  { name: 'vol"quote|pipe', sizeGib: 100, project: 'umlaut' },
  { name: 'vol-💾-日本', sizeGib: 500, project: 'quotes', type: 'fast ssd|nvme' },
  { name: '=HYPERLINK("x")', sizeGib: 1, project: 'alphaOfCorp' },
  { name: '<img src=x onerror=alert(1)>', sizeGib: 1000 },
  { name: 'dup', sizeGib: 5 },
  { name: 'dup', sizeGib: 5 },
  { name: 'shared', sizeGib: 20, type: 'multi', servers: ['two-volumes', 'shares-a-volume'] },
  { name: 'data', sizeGib: 30, servers: ['two-volumes'] },
  { name: 'boot disk', sizeGib: 40, project: 'pipe', bootable: true },
  { name: 'of-a-deleted-project', sizeGib: 7, project: 'gone' },
  ...['error', 'error_deleting', 'error_extending', 'maintenance', 'reserved'].map((status) => ({
    name: `odd ${status}`,
    sizeGib: 3,
    status,
  })),
]

export async function seedVolumes(identity: Identity): Promise<ExpectedVolume[]> {
  const { admin } = identity
  for (const { name, specs } of TYPES) {
    await admin.call('cinder', 'POST', '/types', { volume_type: { name, extra_specs: specs } })
  }
  const volumes: ExpectedVolume[] = []
  for (const plan of PLANS) volumes.push(await createVolume(identity, plan))
  await waitForVolumes(admin, (status) => status !== 'creating')
  for (const [n, plan] of PLANS.entries()) {
    const volume = volumes[n]
    if (volume === undefined) continue
    if (plan.bootable === true) await act(admin, volume, { 'os-set_bootable': { bootable: true } })
    if (plan.status !== undefined) await act(admin, volume, { 'os-reset_status': { status: plan.status } })
    volume.status = plan.status ?? 'available'
  }
  const [first] = volumes
  const snapshot = { snapshot: { volume_id: first?.id, name: 'snap|1, "x"' } }
  await identity.sessions.alpha.call('cinder', 'POST', '/snapshots', snapshot)
  return volumes
}

async function createVolume(identity: Identity, plan: Plan): Promise<ExpectedVolume> {
  const project = plan.project ?? 'alpha'
  const type = plan.type ?? 'standard'
  const { volume } = await identity.sessions[project].call<{ volume: { id: string } }>(
    'cinder',
    'POST',
    '/volumes',
    {
      volume: {
        size: plan.sizeGib,
        volume_type: type,
        ...(plan.name === undefined ? {} : { name: plan.name }),
      },
    },
  )
  return {
    id: volume.id,
    name: plan.name ?? '',
    projectId: identity.projects[project],
    status: 'available',
    sizeGib: plan.sizeGib,
    type,
    bootable: plan.bootable ?? false,
    serverIds: [],
  }
}

/** Attaches what is planned, one after the other, because a shared volume takes one attachment at a time. */
export async function attachVolumes(
  identity: Identity,
  volumes: ExpectedVolume[],
  find: (name: string) => ExpectedServer,
): Promise<void> {
  for (const [n, plan] of PLANS.entries()) {
    const volume = volumes[n]
    for (const name of plan.servers ?? []) {
      if (volume === undefined) continue
      const server = find(name)
      const body = { volumeAttachment: { volumeId: volume.id } }
      await identity.admin.call('nova', 'POST', `/servers/${server.id}/os-volume_attachments`, body)
      await waitForVolumes(identity.admin, (status) => !['attaching', 'reserved'].includes(status), volume.id)
      link(server, volume)
    }
  }
}

/** Notes on both sides of the oracle that a volume is attached. */
export function link(server: ExpectedServer, volume: ExpectedVolume): void {
  server.volumeIds.push(volume.id)
  volume.serverIds.push(server.id)
  volume.status = 'in-use'
}

async function act(admin: Session, volume: ExpectedVolume, action: unknown): Promise<void> {
  await admin.call('cinder', 'POST', `/volumes/${volume.id}/action`, action)
}

/** Waits until each volume, or the one of an id, has a status that is accepted. */
export async function waitForVolumes(
  admin: Session,
  accepts: (status: string) => boolean,
  id?: string,
): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const { volumes } = await admin.call<{ volumes: { id: string; status: string }[] }>(
      'cinder',
      'GET',
      '/volumes/detail?all_tenants=1',
    )
    const watched = volumes.filter((volume) => id === undefined || volume.id === id)
    if (watched.length > 0 && watched.every((volume) => accepts(volume.status))) return
    await sleep(300)
  }
  throw new Error('the volumes did not settle within 2 minutes')
}
