import { CollectError } from '../errors.ts'
import { readAggregates, readZones } from '../openstack-command/aggregates.ts'
import { createOpenstackCommands, type OpenstackCommand } from '../openstack-command/client.ts'
import { readMigrations, readServerGroups, readServices } from '../openstack-command/compute-lists.ts'
import { readFlavors } from '../openstack-command/flavors.ts'
import { readHypervisors } from '../openstack-command/hypervisors.ts'
import { readImages } from '../openstack-command/images.ts'
import { readPlacement } from '../openstack-command/placement.ts'
import { readProjects, readQuotas } from '../openstack-command/projects.ts'
import { readServers } from '../openstack-command/servers.ts'
import { readUnlistedServers } from '../openstack-command/unlisted-servers.ts'
import { type CloudVersions, readVersions } from '../openstack-command/versions.ts'
import { readVolumePools, readVolumeSnapshots, readVolumeTypes } from '../openstack-command/volume-lists.ts'
import { readVolumes } from '../openstack-command/volumes.ts'
import type { Reading } from './reading.ts'
import type { Readers, Source, SourceContext, Tools } from './source.ts'

/** The cloud through the `openstack` command, for one that only the command reaches. */
export const cliSource: Source = { name: 'cli', open: openCli }

async function openCli({ config, cloud, env, signal }: SourceContext) {
  const create = createOpenstackCommands({ ...config.cli, cloud, env, signal })
  const versions = await readVersions(create(() => undefined)).catch((error: unknown) => {
    throw new CollectError(error instanceof Error ? error.message : String(error), { cause: error })
  })
  return {
    readers: createReaders(create, versions),
    describeCloud: () => ({
      name: cloud ?? env['OS_CLOUD'] ?? '',
      authUrl: versions.authUrl,
      region: versions.region,
      versions: versions.versions,
    }),
    async close() {},
  }
}

function createReaders(create: (count: () => void) => OpenstackCommand, versions: CloudVersions): Readers {
  const by =
    <T>(read: (openstack: OpenstackCommand, get: Tools['get']) => Promise<Reading<T>>) =>
    async (tools: Tools) =>
      read(create(tools.count), tools.get)
  const byNova = <T>(
    read: (openstack: OpenstackCommand, version: readonly string[]) => Promise<Reading<T>>,
  ) => by((openstack) => read(openstack, versions.compute()))
  const byCinder = <T>(read: (openstack: OpenstackCommand, get: Tools['get']) => Promise<Reading<T>>) =>
    by(async (openstack, get) => {
      versions.requireVolumes()
      return read(openstack, get)
    })
  return {
    servers: by((openstack, get) =>
      readServers(openstack, versions.compute(), {
        getFlavors: () => get('flavors'),
        getHypervisors: () => get('hypervisors'),
      }),
    ),
    hypervisors: by((openstack, get) =>
      readHypervisors(openstack, versions.compute(), () => get('services')),
    ),
    flavors: byNova(readFlavors),
    services: byNova(readServices),
    aggregates: byNova(readAggregates),
    zones: byNova(readZones),
    migrations: byNova(readMigrations),
    'server-groups': byNova(readServerGroups),
    projects: by(readProjects),
    quotas: by(async (openstack, get) => readQuotas(openstack, await get('projects'))),
    images: by(readImages),
    volumes: byCinder((openstack, get) => readVolumes(openstack, () => get('projects'))),
    'volume-snapshots': byCinder(readVolumeSnapshots),
    'volume-types': byCinder(readVolumeTypes),
    'volume-pools': byCinder(readVolumePools),
    placement: by((openstack) => readPlacement(openstack, versions.placement())),
    'unlisted-servers': by(async (openstack, get) => {
      const [servers, migrations, providers] = await Promise.all([
        get('servers'),
        get('migrations'),
        get('placement'),
      ])
      return readUnlistedServers(openstack, versions.compute(), { servers, migrations, providers })
    }),
  }
}
