import { readProjects, readProviders, readQuotas } from './cloud-identity.ts'
import {
  readAggregates,
  readFlavors,
  readHypervisors,
  readMigrations,
  readServerGroups,
  readServices,
  readZones,
} from './cloud-compute.ts'
import { readServers } from './cloud-servers.ts'
import { readImages, readVolumeSnapshots, readVolumeTypes, readVolumes } from './cloud-storage.ts'
import type { Openstack } from './command.ts'
import type { Records } from './difference.ts'

/** What is compared with the `openstack` command; the names are the keys of recordsOf. */
export const SUBJECTS: Record<string, (openstack: Openstack) => Promise<Records>> = {
  servers: readServers,
  flavors: readFlavors,
  hypervisors: readHypervisors,
  services: readServices,
  aggregates: readAggregates,
  zones: readZones,
  'server groups': readServerGroups,
  migrations: readMigrations,
  projects: readProjects,
  quotas: readQuotas,
  providers: readProviders,
  volumes: readVolumes,
  snapshots: readVolumeSnapshots,
  'volume types': readVolumeTypes,
  images: readImages,
}
