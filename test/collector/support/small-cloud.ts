import type { Credentials } from '../../../collector/openstack/credentials.ts'
import { type Answer, type Handler, startServer, type TestServer } from './http-server.ts'

export interface SmallCloud extends TestServer {
  credentials: Credentials
  logins: number
  /** Makes every token that was given out so far invalid. */
  expireTokens(): void
}

export const password = 'planted-pass-8f1c'
export const tokenPrefix = 'planted-token-'

/** Keystone with a catalog of all services, each below its own path; what the services answer is up to `handle`. */
export async function startSmallCloud(handle: Handler): Promise<SmallCloud> {
  const valid = new Set<string>()
  let logins = 0
  const server = await startServer((path, request, body): Answer | undefined => {
    if (path.pathname === '/identity/v3/auth/tokens') {
      if (!body.includes(password)) return { status: 401, json: { error: { code: 401, message: 'refused' } } }
      logins += 1
      const token = `${tokenPrefix}${logins}`
      valid.add(token)
      return {
        status: 201,
        headers: { 'x-subject-token': token },
        json: { token: { catalog: catalogOf(server.url) } },
      }
    }
    if (!valid.has(String(request.headers['x-auth-token']))) {
      return {
        status: 401,
        json: { error: { code: 401, message: 'The request you have made requires authentication.' } },
      }
    }
    return versionOf(path.pathname) ?? handle(path, request, body)
  })
  return {
    url: server.url,
    requests: server.requests,
    close: server.close,
    get mostAtOnce() {
      return server.mostAtOnce
    },
    credentials: credentialsFor(server.url),
    get logins() {
      return logins
    },
    expireTokens: () => valid.clear(),
  }
}

function catalogOf(url: string): unknown[] {
  const endpoint = (name: string, path: string) => ({
    type: name,
    endpoints: [{ interface: 'public', region: 'one', url: `${url}${path}` }],
  })
  return [
    endpoint('compute', '/compute/v2.1'),
    endpoint('placement', '/placement'),
    endpoint('volumev3', '/volume/v3/project-id'),
    endpoint('image', '/image'),
  ]
}

function versionOf(path: string): Answer | undefined {
  if (path === '/compute/v2.1/')
    return { json: { version: { id: 'v2.1', version: '2.93', min_version: '2.1' } } }
  if (path === '/volume/v3/')
    return { json: { versions: [{ id: 'v3.0', version: '3.59', min_version: '3.0' }] } }
  if (path !== '/placement/') return undefined
  return { json: { versions: [{ id: 'v1.0', max_version: '1.39', min_version: '1.0' }] } }
}

function credentialsFor(url: string): Credentials {
  return {
    cloud: 'small',
    origin: '/etc/openstack/clouds.yaml',
    authUrl: `${url}/identity/v3`,
    identity: {
      method: 'password',
      user: { id: null, name: 'reader', domainId: 'default', domainName: null },
      password,
    },
    scope: { kind: 'none' },
    region: null,
    interface: 'public',
    tls: { verify: true, cacert: null, cert: null, key: null },
    endpointOverrides: {},
  }
}
