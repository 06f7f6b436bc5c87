import { readAggregates, readZones } from '../openstack/aggregates.ts'
import { type Api, type CloudClient, openCloud } from '../openstack/client.ts'
import { readSurroundings } from '../openstack/clouds-file.ts'
import { readCredentials } from '../openstack/credentials.ts'
import { readFlavors } from '../openstack/flavors.ts'
import { readHypervisors } from '../openstack/hypervisors.ts'
import { readImages } from '../openstack/images.ts'
import { readMigrations } from '../openstack/migrations.ts'
import { readPlacement } from '../openstack/placement.ts'
import { readProjects } from '../openstack/projects.ts'
import { readQuotas } from '../openstack/quotas.ts'
import { RequestError } from '../openstack/request-error.ts'
import { readServerGroups } from '../openstack/server-groups.ts'
import { readServers } from '../openstack/servers.ts'
import { readServices } from '../openstack/services.ts'
import { readUnlistedServers } from '../openstack/unlisted-servers.ts'
import { readVolumePools } from '../openstack/volume-pools.ts'
import { readVolumeSnapshots } from '../openstack/volume-snapshots.ts'
import { readVolumeTypes } from '../openstack/volume-types.ts'
import { readVolumes } from '../openstack/volumes.ts'
import type { Reading } from './reading.ts'
import { AbsentError, type Readers, type Source, type SourceContext, type Tools } from './source.ts'

/** The cloud over its own APIs. */
export const apiSource: Source = { name: 'api', open: openApi }

async function openApi(context: SourceContext) {
  const credentials = readCredentials(context.cloud, readSurroundings(context.env))
  const { concurrency, requestSeconds } = context.config.collect
  const client = await openCloud(credentials, { concurrency, requestSeconds, signal: context.signal })
  return {
    readers: createReaders(client),
    describeCloud: () => ({
      name: credentials.cloud,
      authUrl: credentials.authUrl,
      region: client.region,
      versions: { ...client.versions },
    }),
    close: () => client.close(),
  }
}

function createReaders(client: CloudClient): Readers {
  const by =
    <T>(read: (api: Api, get: Tools['get']) => Promise<Reading<T>>) =>
    (tools: Tools) =>
      tellAbsent(() => read(client.createApi(tools.count), tools.get))
  return {
    servers: by(readServers),
    hypervisors: by(readHypervisors),
    flavors: by(readFlavors),
    services: by(readServices),
    aggregates: by(readAggregates),
    zones: by(readZones),
    migrations: by(readMigrations),
    'server-groups': by(readServerGroups),
    projects: by(readProjects),
    quotas: by(async (api, get) => readQuotas(api, await get('projects'))),
    images: by(readImages),
    volumes: by(readVolumes),
    'volume-snapshots': by(readVolumeSnapshots),
    'volume-types': by(readVolumeTypes),
    'volume-pools': by(readVolumePools),
    placement: by(readPlacement),
    'unlisted-servers': by(async (api, get) => {
      const [servers, migrations, providers] = await Promise.all([
        get('servers'),
        get('migrations'),
        get('placement'),
      ])
      return readUnlistedServers(api, { servers, migrations, providers })
    }),
  }
}

/** A service that the catalog does not have is absent, not broken. */
async function tellAbsent<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof RequestError && error.kind === 'no-endpoint') {
      throw new AbsentError(error.message, { cause: error })
    }
    throw error
  }
}
