import type { Cloud } from '../cloud.ts'
import {
  type Answer,
  answerJson,
  answerNotFound,
  answerUnauthorized,
  type Call,
  findRoute,
  Refusal,
  type Routes,
} from '../http.ts'
import { negotiate } from '../microversion.ts'
import { flavorRoutes } from './compute-flavors.ts'
import { hostRoutes } from './compute-hosts.ts'
import { hypervisorRoutes } from './compute-hypervisors.ts'
import { listingRoutes } from './compute-listings.ts'
import { quotaRoutes } from './compute-quotas.ts'
import type { ComputeRequest } from './compute-request.ts'
import { serverRoutes } from './compute-servers.ts'

const routes: Routes<ComputeRequest> = [
  ...serverRoutes,
  ...flavorRoutes,
  ...hypervisorRoutes,
  ...hostRoutes,
  ...listingRoutes,
  ...quotaRoutes,
]

const kinds: Record<number, string> = {
  400: 'badRequest',
  403: 'forbidden',
  404: 'itemNotFound',
  406: 'computeFault',
}

/** Nova 2.1. */
export function answerCompute(cloud: Cloud, call: Call): Answer {
  const root = `${call.origin}/compute`
  const path = call.path.replace(/\/+$/, '')
  const maximum = cloud.versions.compute
  if (path === '') return answerJson(200, { versions: listVersions(root, maximum) })
  const range = { service: 'compute', major: 2, minimum: 1, maximum }
  const version = negotiate(call.headers, range, 'x-openstack-nova-api-version')
  if (path === '/v2.1' && version.kind === 'ok') {
    return answerJson(200, { version: describeVersion(root, maximum) }, versionHeaders(`2.${version.minor}`))
  }
  const token = cloud.tokens.find(call.headers['x-auth-token']?.toString())
  if (!token) return answerUnauthorized(call.origin)
  if (version.kind === 'malformed') {
    const reason = `API Version String ${version.text} is of invalid format. Must be of format MajorNum.MinorNum.`
    return answerRefusal(new Refusal(400, reason))
  }
  if (version.kind === 'unsupported') {
    const reason = `Version ${version.text} is not supported by the API. Minimum is 2.1 and maximum is 2.${maximum}.`
    return answerRefusal(new Refusal(406, reason), version.text)
  }
  const { minor } = version
  const route = call.method === 'GET' && path.startsWith('/v2.1/') ? findRoute(routes, path.slice(5)) : null
  if (!route) return answerNotFound()
  const request = { cloud, call, query: call.query, token, minor, base: `${root}/v2.1`, root }
  try {
    return answerJson(200, route.handle(request, ...route.ids), versionHeaders(`2.${minor}`))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return answerRefusal(error, `2.${minor}`)
  }
}

function versionHeaders(version: string): Answer['headers'] {
  return {
    'OpenStack-API-Version': `compute ${version}`,
    'X-OpenStack-Nova-API-Version': version,
    Vary: ['OpenStack-API-Version', 'X-OpenStack-Nova-API-Version'],
  }
}

function answerRefusal(refusal: Refusal, version?: string): Answer {
  const { status, message } = refusal
  const headers = {
    'Content-Type': 'application/json; charset=UTF-8',
    ...(version ? versionHeaders(version) : {}),
  }
  return answerJson(status, { [kinds[status] ?? 'computeFault']: { code: status, message } }, headers)
}

function listVersions(root: string, maximum: number) {
  const self = (path: string) => [{ rel: 'self', href: `${root}/${path}/` }]
  return [
    {
      id: 'v2.0',
      status: 'SUPPORTED',
      version: '',
      min_version: '',
      updated: '2011-01-21T11:33:21Z',
      links: self('v2'),
    },
    {
      id: 'v2.1',
      status: 'CURRENT',
      version: `2.${maximum}`,
      min_version: '2.1',
      updated: '2013-07-23T11:33:21Z',
      links: self('v2.1'),
    },
  ]
}

function describeVersion(root: string, maximum: number) {
  const [, current] = listVersions(root, maximum)
  const manual = { rel: 'describedby', type: 'text/html', href: 'http://docs.openstack.org/' }
  const media = { base: 'application/json', type: 'application/vnd.openstack.compute+json;version=2.1' }
  return { ...current, links: [...(current?.links ?? []), manual], 'media-types': [media] }
}
