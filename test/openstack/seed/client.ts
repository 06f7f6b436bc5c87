import { PASSWORD, PORTS, urlOf } from '../rig/layout.ts'

type Service = 'keystone' | 'nova' | 'placement' | 'glance' | 'cinder' | 'neutron'
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export interface Session {
  userId: string
  projectId: string
  token: string
  /** Sends JSON and returns the answer's; throws with the service's own words on 4xx and 5xx. */
  call<T>(service: Service, method: Method, path: string, body?: unknown): Promise<T>
}

/** The versions that the seed writes with: what the newest field it sets needs. */
const VERSIONS: Partial<Record<Service, string>> = {
  nova: 'compute 2.90',
  placement: 'placement 1.28',
  cinder: 'volume 3.60',
}

export type Scope = { id: string } | { name: string; domain: { id: string } }

export interface Account {
  username?: string
  password?: string
  project?: Scope
}

/** Signs in with a password, as the administrator unless told otherwise. */
export async function signIn({
  username = 'admin',
  password = PASSWORD,
  project = { name: 'admin', domain: { id: 'default' } },
}: Account = {}): Promise<Session> {
  const user = { name: username, password, domain: { id: 'default' } }
  const response = await fetch(`${urlOf('keystone')}/v3/auth/tokens`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      auth: { identity: { methods: ['password'], password: { user } }, scope: { project } },
    }),
  })
  if (!response.ok)
    throw new Error(`Keystone refused ${username}: ${response.status} ${await response.text()}`)
  const { token } = (await response.json()) as { token: { user: { id: string }; project: { id: string } } }
  return toSession(response.headers.get('X-Subject-Token') ?? '', token.user.id, token.project.id)
}

function toSession(token: string, userId: string, projectId: string): Session {
  const roots: Record<Service, string> = {
    keystone: `${urlOf('keystone')}/v3`,
    nova: `${urlOf('nova')}/v2.1`,
    placement: urlOf('placement'),
    glance: `${urlOf('glance')}/v2`,
    cinder: `${urlOf('cinder')}/v3/${projectId}`,
    neutron: `${urlOf('neutron')}/v2.0`,
  }
  return {
    userId,
    projectId,
    token,
    async call<T>(service: Service, method: Method, path: string, body?: unknown) {
      const version = VERSIONS[service]
      const raw = body instanceof Uint8Array
      const response = await fetch(roots[service] + path, {
        method,
        headers: {
          'X-Auth-Token': token,
          Accept: 'application/json',
          'Content-Type': raw ? 'application/octet-stream' : 'application/json',
          ...(version === undefined ? {} : { 'OpenStack-API-Version': version }),
        },
        ...(body === undefined ? {} : { body: raw ? new Uint8Array(body) : JSON.stringify(body) }),
      })
      const text = await response.text()
      if (!response.ok)
        throw new Error(`${method} ${service} ${path}: ${response.status} ${text.slice(0, 500)}`)
      return (text === '' ? null : JSON.parse(text)) as T
    },
  }
}

/** Endpoints for Keystone's catalogue, by service type. */
export const ENDPOINTS: Record<string, string> = {
  compute: `http://127.0.0.1:${PORTS.nova}/v2.1`,
  placement: urlOf('placement'),
  image: urlOf('glance'),
  network: urlOf('neutron'),
  'block-storage': `${urlOf('cinder')}/v3/%(project_id)s`,
  volumev3: `${urlOf('cinder')}/v3/%(project_id)s`,
}
