import type { Cloud } from '../cloud.ts'
import {
  type Answer,
  answerJson,
  answerUnauthorized,
  type Call,
  findRoute,
  Refusal,
  type Routes,
} from '../http.ts'
import { negotiate } from '../microversion.ts'
import type { Provider } from '../world/entities.ts'
import { isAdmin } from './tokens.ts'

interface Request {
  cloud: Cloud
  query: URLSearchParams
  /** 39 is placement 1.39. */
  minor: number
}

const titles: Record<number, string> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
}
const openings: Record<number, string> = {
  400: 'The server could not comply with the request since it is either malformed or otherwise incorrect.',
  403: 'Access was denied to this resource.',
  404: 'The resource could not be found.',
  405: 'The method is not allowed for this resource. ',
  406: 'The resource could not be generated that was acceptable to your browser (content of type application/json. ',
}

/** Placement 1.0 and later. */
export function answerPlacement(cloud: Cloud, call: Call): Answer {
  const maximum = cloud.versions.placement
  const path = call.path.replace(/\/+$/, '')
  if (path === '') return answerJson(200, { versions: [describeVersion(maximum)] }, versionHeaders(0))
  const token = cloud.tokens.find(call.headers['x-auth-token']?.toString())
  if (!token) return answerUnauthorized(call.origin)
  const version = negotiate(call.headers, { service: 'placement', major: 1, minimum: 0, maximum })
  if (version.kind === 'malformed') {
    return answerRefusal(
      new Refusal(400, `Invalid microversion: invalid version string: ${version.text}`),
      null,
    )
  }
  if (version.kind === 'unsupported') {
    const range = { max_version: `1.${maximum}`, min_version: '1.0' }
    const reason = `Invalid microversion: Unacceptable version header: ${version.text}`
    return answerRefusal(new Refusal(406, reason, range), null)
  }
  const { minor } = version
  try {
    const route = findRoute(routes, path)
    if (!route) throw new Refusal(404, ' ')
    if (call.method !== 'GET')
      throw new Refusal(405, 'The method specified is not allowed for this resource.')
    if (!isAdmin(token)) {
      const policy = `placement:${path.split('/')[1]}:list`
      throw new Refusal(403, `Policy does not allow ${policy} to be performed.`)
    }
    const value = route.handle({ cloud, query: call.query, minor }, ...route.ids)
    const cache = { 'Last-Modified': new Date(cloud.world.now).toUTCString(), 'Cache-Control': 'no-cache' }
    return answerJson(200, value, { ...versionHeaders(minor), ...(minor >= 15 ? cache : {}) })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return answerRefusal(error, minor)
  }
}

function versionHeaders(minor: number): Answer['headers'] {
  return { 'OpenStack-API-Version': `placement 1.${minor}`, Vary: 'OpenStack-API-Version' }
}

function answerRefusal({ status, message, extra }: Refusal, minor: number | null): Answer {
  const error = {
    status,
    title: titles[status] ?? 'Error',
    detail: `${openings[status] ?? ''}\n\n ${message}  `,
    ...(minor !== null && minor >= 23 ? { code: 'placement.undefined_code' } : {}),
    request_id: `req-${crypto.randomUUID()}`,
    ...extra,
  }
  return answerJson(status, { errors: [error] }, minor === null ? {} : versionHeaders(minor))
}

function describeVersion(maximum: number) {
  const links = [{ rel: 'self', href: '' }]
  return { id: 'v1.0', max_version: `1.${maximum}`, min_version: '1.0', status: 'CURRENT', links }
}

const routes: Routes<Request> = [
  ['resource_providers', listProviders],
  ['resource_providers/:id', (request, id) => describeProvider(request, findProvider(request, id))],
  ['resource_providers/:id/inventories', listInventories],
  ['resource_providers/:id/usages', listUsages],
  ['resource_providers/:id/allocations', listAllocations],
  ['resource_providers/:id/traits', listTraits],
  ['resource_providers/:id/aggregates', listAggregates],
  ['allocations/:id', showAllocations],
  ['usages', sumUsages],
  [
    'traits',
    ({ minor, cloud }) => {
      requireVersion(minor, 6)
      return { traits: [...new Set(allProviders(cloud).flatMap((provider) => provider.traits))] }
    },
  ],
  [
    'resource_classes',
    ({ minor, cloud }) => {
      requireVersion(minor, 2)
      const names = new Set(allProviders(cloud).flatMap((provider) => Object.keys(provider.inventories)))
      const describe = (name: string) => ({
        name,
        links: [{ rel: 'self', href: `/resource_classes/${name}` }],
      })
      return { resource_classes: [...names].map(describe) }
    },
  ],
]

function requireVersion(minor: number, since: number): void {
  if (minor < since) throw new Refusal(404, ' ')
}

function allProviders({ world }: Cloud): Provider[] {
  return [...world.providers.values()]
}

function findProvider({ cloud }: Request, id = ''): Provider {
  const provider = cloud.world.providers.get(id)
  if (!provider) throw new Refusal(404, `No resource provider with uuid ${id} found`)
  return provider
}

function listProviders({ cloud, query, minor }: Request) {
  const known = ['name', 'uuid', 'member_of', 'resources', 'in_tree', 'required']
  for (const key of query.keys()) {
    if (known.includes(key)) continue
    const reason = `Additional properties are not allowed ('${key}' was unexpected)`
    throw new Refusal(400, `Invalid query string parameters: ${reason}`)
  }
  const tree = query.get('in_tree')
  const rootOf = (provider: Provider) => provider.parent ?? provider
  const root = tree === null ? undefined : cloud.world.providers.get(tree)
  const providers = allProviders(cloud).filter(
    (provider) =>
      (query.get('name') ?? provider.name) === provider.name &&
      (query.get('uuid') ?? provider.uuid) === provider.uuid &&
      (tree === null || (root && rootOf(provider) === rootOf(root))),
  )
  return { resource_providers: providers.map((provider) => describeProvider({ minor }, provider)) }
}

function describeProvider({ minor }: Pick<Request, 'minor'>, provider: Provider) {
  const self = `/resource_providers/${provider.uuid}`
  const parts = [
    'inventories',
    'usages',
    ...(minor >= 1 ? ['aggregates'] : []),
    ...(minor >= 6 ? ['traits'] : []),
    ...(minor >= 11 ? ['allocations'] : []),
  ]
  const links = [{ rel: 'self', href: self }, ...parts.map((rel) => ({ rel, href: `${self}/${rel}` }))]
  const tree = {
    parent_provider_uuid: provider.parent?.uuid ?? null,
    root_provider_uuid: (provider.parent ?? provider).uuid,
  }
  const own = { uuid: provider.uuid, name: provider.name, generation: provider.generation, links }
  return minor >= 14 ? { ...own, ...tree } : own
}

function listInventories(request: Request, id?: string) {
  const provider = findProvider(request, id)
  const inventories = Object.entries(provider.inventories).map(([name, { total, reserved, ratio }]) => {
    return [name, { total, reserved, min_unit: 1, max_unit: total, step_size: 1, allocation_ratio: ratio }]
  })
  return { resource_provider_generation: provider.generation, inventories: Object.fromEntries(inventories) }
}

function listUsages(request: Request, id?: string) {
  const provider = findProvider(request, id)
  const usages = Object.keys(provider.inventories).map((name) => [name, provider.used[name] ?? 0])
  return { resource_provider_generation: provider.generation, usages: Object.fromEntries(usages) }
}

function listAllocations(request: Request, id?: string) {
  const provider = findProvider(request, id)
  const generation = (consumer: string) => request.cloud.world.consumers.get(consumer)?.generation ?? 1
  const allocations = [...provider.allocations].map(([consumer, resources]) => {
    return [
      consumer,
      request.minor >= 28 ? { resources, consumer_generation: generation(consumer) } : { resources },
    ]
  })
  return { allocations: Object.fromEntries(allocations), resource_provider_generation: provider.generation }
}

function listTraits(request: Request, id?: string) {
  requireVersion(request.minor, 6)
  const provider = findProvider(request, id)
  return { traits: provider.traits, resource_provider_generation: provider.generation }
}

function listAggregates(request: Request, id?: string) {
  requireVersion(request.minor, 1)
  const { aggregates, generation } = findProvider(request, id)
  return request.minor >= 19 ? { aggregates, resource_provider_generation: generation } : { aggregates }
}

/** A consumer that holds nothing is answered like one that does not exist. */
function showAllocations({ cloud, minor }: Request, id = '') {
  const consumer = cloud.world.consumers.get(id)
  if (!consumer) return { allocations: {} }
  const allocations = [...consumer.providers].map((provider) => {
    return [provider.uuid, { resources: provider.allocations.get(id) ?? {}, generation: provider.generation }]
  })
  return {
    allocations: Object.fromEntries(allocations),
    ...(minor >= 12 ? { project_id: consumer.projectId, user_id: consumer.userId } : {}),
    ...(minor >= 28 ? { consumer_generation: consumer.generation } : {}),
    ...(minor >= 38 ? { consumer_type: 'unknown' } : {}),
  }
}

function sumUsages({ cloud, query, minor }: Request) {
  requireVersion(minor, 9)
  const project = query.get('project_id')
  if (project === null)
    throw new Refusal(400, "Invalid query string parameters: 'project_id' is a required property")
  const usages: Record<string, number> = {}
  let consumers = 0
  for (const [id, consumer] of cloud.world.consumers) {
    if (consumer.projectId !== project) continue
    consumers += 1
    for (const provider of consumer.providers) {
      for (const [name, amount] of Object.entries(provider.allocations.get(id) ?? {})) {
        usages[name] = (usages[name] ?? 0) + amount
      }
    }
  }
  if (minor < 38) return { usages }
  return { usages: consumers === 0 ? {} : { unknown: { ...usages, consumer_count: consumers } } }
}
