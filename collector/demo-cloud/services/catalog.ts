import { createHash } from 'node:crypto'

import type { Cloud } from '../cloud.ts'

interface CatalogService {
  name: string
  type: string
  /** Path below the origin; `%` stands for the project's id. */
  path: string
}

const services: CatalogService[] = [
  { name: 'keystone', type: 'identity', path: '/identity/v3/' },
  { name: 'nova', type: 'compute', path: '/compute/v2.1' },
  { name: 'placement', type: 'placement', path: '/placement' },
  { name: 'cinderv3', type: 'volumev3', path: '/volume/v3/%' },
  { name: 'cinder', type: 'block-storage', path: '/volume/v3/%' },
  { name: 'glance', type: 'image', path: '/image' },
]

/** A port that nothing listens on: connections to it are refused. */
const closedOrigin = 'http://127.0.0.1:1'

export const region = 'RegionOne'

/** Keystone's catalog, as a token of that project carries it. Services with a `%` are left out without a project. */
export function makeCatalog(cloud: Cloud, origin: string, projectId: string | null): unknown[] {
  return listServices(cloud)
    .filter((service) => projectId !== null || !service.path.includes('%'))
    .map((service) => {
      const base = cloud.refused().has(service.type) ? closedOrigin : origin
      const url = base + service.path.replace('%', projectId ?? '')
      const endpoints = ['public', 'internal', 'admin'].map((face) => ({
        id: fixedId(`${service.name}/${face}`),
        interface: face,
        region_id: region,
        url,
        region,
      }))
      return { endpoints, id: fixedId(service.name), type: service.type, name: service.name }
    })
}

export function listServices(cloud: Cloud): CatalogService[] {
  const absent = cloud.absent()
  const hidden = (type: string) => absent.has(type === 'block-storage' ? 'volumev3' : type)
  return services.filter((service) => !hidden(service.type))
}

/** The same id for the same name in every run. */
export function fixedId(name: string): string {
  return createHash('md5').update(name).digest('hex')
}
