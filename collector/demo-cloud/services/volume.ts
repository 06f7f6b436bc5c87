import type { Cloud } from '../cloud.ts'
import {
  type Answer,
  answerJson,
  answerMoved,
  answerNotFound,
  answerUnauthorized,
  type Call,
  findRoute,
  Refusal,
  type Routes,
} from '../http.ts'
import { negotiate } from '../microversion.ts'
import { volumeAdminRoutes } from './volume-admin.ts'
import { volumeListRoutes } from './volume-lists.ts'
import type { VolumeRequest } from './volume-request.ts'

const routes: Routes<VolumeRequest> = [...volumeListRoutes, ...volumeAdminRoutes]

const kinds: Record<number, string> = {
  400: 'badRequest',
  403: 'forbidden',
  404: 'itemNotFound',
  406: 'computeFault',
}
const malformed =
  'The server could not comply with the request since it is either malformed or otherwise incorrect.'

/** Cinder v3. */
export function answerVolume(cloud: Cloud, call: Call): Answer {
  const root = `${call.origin}/volume`
  const maximum = cloud.versions.volume
  const versions = { versions: [describeVersion(root, maximum)] }
  if (call.path === '' || call.path === '/') return answerJson(300, versions, versionHeaders('3.0'))
  const token = cloud.tokens.find(call.headers['x-auth-token']?.toString())
  if (!token) return answerUnauthorized(call.origin)
  if (call.path === '/v3') return answerMoved(`${root}/v3/`)
  if (call.path === '/v3/') return answerJson(200, versions, versionHeaders('3.0'))
  const header = call.headers['openstack-api-version']?.toString()
  // Alone among the services Cinder refuses a header that speaks of another one only.
  if (header !== undefined && !/\bvolume\b/.test(header)) return answerRefusal(new Refusal(400, malformed))
  const version = negotiate(call.headers, { service: 'volume', major: 3, minimum: 0, maximum })
  if (version.kind === 'malformed') {
    const reason = `API Version String ${version.text} is of invalid format. Must be of format MajorNum.MinorNum.`
    return answerRefusal(new Refusal(400, reason))
  }
  if (version.kind === 'unsupported') {
    const reason = `Version ${version.text} is not supported by the API. Minimum is 3.0 and maximum is 3.${maximum}.`
    return answerRefusal(new Refusal(406, reason), version.text.startsWith('3.') ? version.text : undefined)
  }
  const [, , projectId = '', ...rest] = call.path.split('/')
  const route =
    call.method === 'GET' && /^[0-9a-f-]+$/.test(projectId) ? findRoute(routes, rest.join('/')) : null
  if (!route) return answerNotFound()
  const { minor } = version
  try {
    if (projectId !== token.project?.id) throw new Refusal(400, 'Malformed request url')
    const request = {
      cloud,
      call,
      query: call.query,
      token,
      minor,
      base: `${root}/v3/${projectId}`,
      root: `${root}/${projectId}`,
    }
    return answerJson(200, route.handle(request, ...route.ids), versionHeaders(`3.${minor}`))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return answerRefusal(error, `3.${minor}`)
  }
}

function versionHeaders(version: string): Answer['headers'] {
  return { 'OpenStack-API-Version': `volume ${version}`, Vary: 'OpenStack-API-Version' }
}

function answerRefusal({ status, message }: Refusal, version?: string): Answer {
  const body = { [kinds[status] ?? 'computeFault']: { code: status, message } }
  return answerJson(status, body, version ? versionHeaders(version) : {})
}

function describeVersion(root: string, maximum: number) {
  const manual = { rel: 'describedby', type: 'text/html', href: 'https://docs.openstack.org/' }
  const media = { base: 'application/json', type: 'application/vnd.openstack.volume+json;version=3' }
  return {
    id: 'v3.0',
    status: 'CURRENT',
    version: `3.${maximum}`,
    min_version: '3.0',
    updated: '2022-08-31T00:00:00Z',
    links: [manual, { rel: 'self', href: `${root}/v3/` }],
    'media-types': [media],
  }
}
