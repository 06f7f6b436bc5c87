import { UsageError } from '../errors.ts'
import type { CatalogEntry } from './auth.ts'
import type { Credentials } from './credentials.ts'

export type ServiceName = 'identity' | 'compute' | 'placement' | 'volume' | 'image'

interface ServiceFacts {
  /** As people call it. */
  title: string
  /** Types in the catalog, the official one first (https://service-types.openstack.org). */
  types: string[]
  /** First word of OpenStack-API-Version; null where the service has no microversions. */
  microversionName: string | null
  /** How the id of the API's major version begins in the version document. */
  majorVersion: string
}

export const services: Record<ServiceName, ServiceFacts> = {
  identity: { title: 'Keystone', types: ['identity'], microversionName: null, majorVersion: 'v' },
  compute: { title: 'Nova', types: ['compute'], microversionName: 'compute', majorVersion: 'v2.1' },
  placement: { title: 'Placement', types: ['placement'], microversionName: 'placement', majorVersion: 'v1' },
  volume: {
    title: 'Cinder',
    types: ['block-storage', 'volumev3', 'block-store', 'volume'],
    microversionName: 'volume',
    majorVersion: 'v3',
  },
  image: { title: 'Glance', types: ['image'], microversionName: null, majorVersion: 'v' },
}

/** The address of a service without a slash at its end; null where the cloud has none. Throws UsageError where the region is open or unknown. */
export function findEndpoint(
  service: ServiceName,
  catalog: CatalogEntry[],
  credentials: Credentials,
): string | null {
  const { types, title } = services[service]
  const override = types.map((type) => credentials.endpointOverrides[type]).find((url) => url !== undefined)
  if (override !== undefined) return override.replace(/\/+$/, '')
  if (service === 'identity') return credentials.authUrl
  for (const type of types) {
    const endpoints = catalog
      .filter((entry) => entry.type === type)
      .flatMap((entry) => entry.endpoints)
      .filter((endpoint) => endpoint.interface.replace(/URL$/, '') === credentials.interface)
      // The type "volume" may still stand for the API's versions 1 and 2, which are gone.
      .filter((endpoint) => type !== 'volume' || endpoint.url.includes('/v3'))
    const url = chooseRegion(endpoints, credentials, title)
    if (url !== null) return url.replace(/\/+$/, '')
  }
  return null
}

function chooseRegion(
  endpoints: CatalogEntry['endpoints'],
  credentials: Credentials,
  title: string,
): string | null {
  if (credentials.region !== null) {
    return endpoints.find((endpoint) => endpoint.region === credentials.region)?.url ?? null
  }
  const regions = [...new Set(endpoints.map((endpoint) => endpoint.region))]
  if (regions.length > 1) {
    throw new UsageError(
      `The cloud has ${title} in the regions ${regions.join(', ')}: set region_name in ${credentials.origin}.`,
    )
  }
  return endpoints[0]?.url ?? null
}

/** The regions that the catalog knows. */
export function listRegions(catalog: CatalogEntry[]): string[] {
  return [...new Set(catalog.flatMap((entry) => entry.endpoints.map((endpoint) => endpoint.region)))].sort()
}
