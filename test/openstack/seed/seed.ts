import { seedAggregates, seedFlavors, seedImages, seedNetwork } from './catalogue.ts'
import { seedIdentity, type Identity } from './identity.ts'
import { saveOracle, type ExpectedServer, type ExpectedVolume, type Oracle } from './oracle.ts'
import { plantInconsistencies } from './placement.ts'
import { createServers, planServers, type Context } from './servers.ts'
import { waitUntilSettled } from './settle.ts'
import { seedHosts, seedStates } from './states.ts'
import { attachVolumes, link, seedVolumes, waitForVolumes } from './volumes.ts'

/** Fills an empty cloud through its public APIs and returns, and saves, what was put into it. */
export async function seedCloud(say: (text: string) => void): Promise<Oracle> {
  say('projects, flavors, images, network')
  const identity = await seedIdentity()
  const { admin, projects } = identity
  await seedFlavors(admin, projects)
  await seedAggregates(admin)
  await seedQuotas(identity)
  const [imageId = ''] = await seedImages(admin)
  const context = { identity, imageId, networkId: await seedNetwork(admin) }

  say('servers and volumes')
  const [servers, volumes] = await Promise.all([createServers(context, planServers()), seedVolumes(identity)])
  const find = (name: string) => {
    const server = servers.find((item) => item.name === name)
    if (server === undefined) throw new Error(`the seed plans no server of the name ${name}`)
    return server
  }
  await attachVolumes(identity, volumes, find)
  servers.push(...(await bootFromVolume(context, volumes)))
  servers.push(...(await createGroup(context)))

  say('states, hosts, inconsistencies')
  await seedStates(admin, find)
  await seedHosts(admin, find)
  const findings = await plantInconsistencies(admin, projects.gamma, find)
  await admin.call('keystone', 'DELETE', `/projects/${projects.gone}`)

  say('waiting until the counters of the hosts have followed')
  const seededAt = await waitUntilSettled(admin)

  const oracle: Oracle = {
    seededAt: seededAt.toISOString(),
    projects,
    servers,
    volumes,
    findings,
    disabledProject: identity.disabledProject,
    deletedProject: projects.gone,
    credentials: identity.credentials,
  }
  saveOracle(oracle)
  return oracle
}

/** A server without an image of its own. */
async function bootFromVolume(context: Context, volumes: ExpectedVolume[]): Promise<ExpectedServer[]> {
  const disk = volumes.find((volume) => volume.bootable)
  if (disk === undefined) return []
  const mapping = { boot_index: 0, uuid: disk.id, source_type: 'volume', destination_type: 'volume' }
  const plan = { project: 'pipe', flavor: '2', host: 'half', network: true } as const
  const extra = { block_device_mapping_v2: [mapping] }
  const made = await createServers(context, [{ ...plan, name: 'boot-from-volume', extra }])
  for (const server of made) link(server, disk)
  await waitForVolumes(context.identity.admin, (status) => status === 'in-use', disk.id)
  return made
}

/** Two servers that want to be apart. */
async function createGroup(context: Context): Promise<ExpectedServer[]> {
  const group = { name: 'apart|1', policy: 'anti-affinity' }
  const answer = await context.identity.sessions.gamma.call<{ server_group: { id: string } }>(
    'nova',
    'POST',
    '/os-server-groups',
    { server_group: group },
  )
  const plan = {
    project: 'gamma',
    flavor: '1',
    network: false,
    hints: { group: answer.server_group.id },
  } as const
  return createServers(context, [
    { ...plan, name: 'apart-one', host: 'one' },
    { ...plan, name: 'apart-eight', host: 'eight' },
  ])
}

/** One project has limits; the others have none. */
async function seedQuotas({ admin, projects }: Identity): Promise<void> {
  const compute = { quota_set: { instances: 25, cores: 60, ram: 122_880 } }
  await admin.call('nova', 'PUT', `/os-quota-sets/${projects.gamma}`, compute)
  const storage = { quota_set: { volumes: 12, gigabytes: 2000, snapshots: 3 } }
  await admin.call('cinder', 'PUT', `/os-quota-sets/${projects.gamma}`, storage)
}
