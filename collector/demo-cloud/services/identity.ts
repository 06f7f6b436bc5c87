import type { Cloud } from '../cloud.ts'
import { type Answer, answerJson, type Call, findRoute, Refusal } from '../http.ts'
import { authenticate } from './authenticate.ts'
import { fixedId, makeCatalog } from './catalog.ts'
import { identityRoutes } from './identity-lists.ts'
import type { Token } from './tokens.ts'

const titles: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
}

/** Keystone v3. */
export function answerIdentity(cloud: Cloud, call: Call): Answer {
  const base = `${call.origin}/identity/v3`
  const path = call.path.replace(/\/+$/, '')
  if (path === '')
    return answerJson(300, { versions: { values: [describeVersion(base)] } }, { Location: `${base}/` })
  if (path === '/v3') return answerJson(200, { version: describeVersion(base) })
  try {
    if (path === '/v3/auth/tokens' && call.method === 'POST') {
      return answerToken(cloud, call, 201, authenticate(cloud, call.body))
    }
    const token = cloud.tokens.find(call.headers['x-auth-token']?.toString())
    if (!token) throw new Refusal(401, 'The request you have made requires authentication.')
    if (path === '/v3/auth/tokens' && call.method === 'GET') return answerSubject(cloud, call)
    const route =
      call.method === 'GET' && path.startsWith('/v3/') ? findRoute(identityRoutes, path.slice(3)) : null
    if (!route) return answerMissingPage()
    return answerJson(200, route.handle({ cloud, call, token, base }, ...route.ids), { Vary: 'X-Auth-Token' })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return answerRefusal(call, error)
  }
}

function answerRefusal(call: Call, refusal: Refusal): Answer {
  const { status, message, extra } = refusal
  const error = { code: status, ...extra, message, title: titles[status] ?? 'Error' }
  const challenge = { 'WWW-Authenticate': `Keystone uri="${call.origin}/identity/v3"` }
  return answerJson(status, { error }, { Vary: 'X-Auth-Token', ...(status === 401 ? challenge : {}) })
}

/** Flask's own page for an address that it does not know. */
function answerMissingPage(): Answer {
  const body = '<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n'
  return { status: 404, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body }
}

function describeVersion(base: string) {
  const media = { base: 'application/json', type: 'application/vnd.openstack.identity-v3+json' }
  const links = [{ rel: 'self', href: `${base}/` }]
  return { id: 'v3.14', status: 'stable', updated: '2020-04-07T00:00:00Z', links, 'media-types': [media] }
}

function answerSubject(cloud: Cloud, call: Call): Answer {
  const subject = call.headers['x-subject-token']?.toString()
  if (subject === undefined) throw new Refusal(404, 'No token in the request')
  const token = cloud.tokens.find(subject)
  if (!token) throw new Refusal(404, 'Could not recognize Fernet token')
  return answerToken(cloud, call, 200, token)
}

function answerToken(cloud: Cloud, call: Call, status: number, token: Token): Answer {
  const { project, user, applicationCredential } = token
  const stamp = (time: number) => new Date(time).toISOString().replace('Z', '000Z')
  const domainOf = (id: string) => {
    const domain = cloud.world.domains.find((candidate) => candidate.id === id)
    return { id, name: domain?.name ?? id }
  }
  const scoped = {
    roles: token.roles.map((name) => ({ id: fixedId(`role/${name}`), name })),
    catalog: makeCatalog(cloud, call.origin, project?.id ?? null),
  }
  const body = {
    methods: token.methods,
    user: { domain: domainOf(user.domainId), id: user.id, name: user.name, password_expires_at: null },
    audit_ids: token.auditIds,
    expires_at: stamp(token.expires),
    issued_at: stamp(token.issued),
    ...(project
      ? {
          project: { domain: domainOf(project.domainId), id: project.id, name: project.name },
          is_domain: false,
        }
      : {}),
    ...(token.system ? { system: { all: true } } : {}),
    ...(project || token.system ? scoped : {}),
    ...(applicationCredential
      ? {
          application_credential: {
            id: applicationCredential.id,
            name: applicationCredential.name,
            restricted: true,
          },
        }
      : {}),
  }
  return answerJson(status, { token: body }, { 'X-Subject-Token': token.id, Vary: 'X-Auth-Token' })
}
