import { Refusal, type Routes } from '../http.ts'
import type { Flavor } from '../world/entities.ts'
import {
  afterMarker,
  checkQuery,
  type ComputeRequest,
  linkNext,
  linkSelf,
  readLimit,
} from './compute-request.ts'
import { isAdmin } from './tokens.ts'

export const flavorRoutes: Routes<ComputeRequest> = [
  ['flavors', (request) => listFlavors(request, (flavor) => describeBriefly(request, flavor))],
  ['flavors/detail', (request) => listFlavors(request, (flavor) => describeFlavor(request, flavor))],
  ['flavors/:id', (request, id) => ({ flavor: describeFlavor(request, findFlavor(request, id)) })],
  ['flavors/:id/os-flavor-access', listAccess],
  ['flavors/:id/os-extra_specs', (request, id) => ({ extra_specs: findFlavor(request, id).specs })],
]

const known = ['limit', 'marker', 'is_public', 'minRam', 'minDisk', 'sort_key', 'sort_dir']

/** Ordered by id, as Nova's default is. */
function listFlavors(request: ComputeRequest, describe: (flavor: Flavor) => object) {
  checkQuery(request, known)
  const { query, cloud } = request
  const visible = makeVisibility(request, query.get('is_public'))
  const flavors = cloud.world.flavors.filter(visible).sort((a, b) => (a.id < b.id ? -1 : 1))
  const marker = query.get('marker')
  const limit = readLimit(request)
  const page = afterMarker(flavors, marker, (flavor) => flavor.id, `marker [${marker}] not found`).slice(
    0,
    limit,
  )
  const next = linkNext(request, 'flavors', limit, { length: page.length, lastId: page.at(-1)?.id })
  return { flavors: page.map(describe), ...next }
}

/** `is_public=None` means both kinds to an administrator; to others, what their project may use. */
function makeVisibility({ token }: ComputeRequest, wanted: string | null): (flavor: Flavor) => boolean {
  const own = (flavor: Flavor) => flavor.isPublic || flavor.projectIds.includes(token.project?.id ?? '')
  if (!isAdmin(token)) return own
  if (wanted === null) return (flavor) => flavor.isPublic
  const word = wanted.toLowerCase()
  if (word === 'none') return () => true
  if (['1', 't', 'true', 'on', 'y', 'yes'].includes(word)) return (flavor) => flavor.isPublic
  if (['0', 'f', 'false', 'off', 'n', 'no'].includes(word)) return (flavor) => !flavor.isPublic
  throw new Refusal(400, `Invalid is_public filter [${wanted}]`)
}

function findFlavor({ cloud }: ComputeRequest, id = ''): Flavor {
  const flavor = cloud.world.flavors.find((candidate) => candidate.id === id)
  if (!flavor) throw new Refusal(404, `Flavor ${id} could not be found.`)
  return flavor
}

function describeBriefly(request: ComputeRequest, flavor: Flavor) {
  const brief = { id: flavor.id, name: flavor.name, links: linkSelf(request, 'flavors', flavor.id) }
  return request.minor >= 55 ? { ...brief, description: flavor.description } : brief
}

function describeFlavor(request: ComputeRequest, flavor: Flavor) {
  const { minor } = request
  return {
    id: flavor.id,
    name: flavor.name,
    ram: flavor.memoryMb,
    disk: flavor.rootGib,
    // No swap is an empty text below 2.75.
    swap: flavor.swapMb === 0 && minor < 75 ? '' : flavor.swapMb,
    'OS-FLV-EXT-DATA:ephemeral': flavor.ephemeralGib,
    'OS-FLV-DISABLED:disabled': flavor.disabled,
    vcpus: flavor.vcpus,
    'os-flavor-access:is_public': flavor.isPublic,
    rxtx_factor: 1,
    links: linkSelf(request, 'flavors', flavor.id),
    ...(minor >= 55 ? { description: flavor.description } : {}),
    ...(minor >= 61 ? { extra_specs: flavor.specs } : {}),
  }
}

function listAccess(request: ComputeRequest, id = '') {
  const flavor = findFlavor(request, id)
  if (flavor.isPublic) throw new Refusal(404, 'Access list not available for public flavors.')
  return { flavor_access: flavor.projectIds.map((tenant_id) => ({ flavor_id: flavor.id, tenant_id })) }
}
