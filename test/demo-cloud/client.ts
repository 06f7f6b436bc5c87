import type { DemoCloud } from '../../collector/demo-cloud/index.ts'

export interface Reply {
  status: number
  headers: Headers
  // Answers are read by their meaning in each test; a schema here would test the schema.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any
}

export interface Client {
  /** `service` is the first part of the path: compute, volume ... `version` a whole header: `compute 2.93`. */
  get(service: string, path: string, version?: string, token?: string): Promise<Reply>
  token: string
  projectId: string
}

/** Logs in with OS_* settings, by password, and asks the cloud's services. */
export async function openClient(
  cloud: DemoCloud,
  settings: Record<string, string> = cloud.env,
): Promise<Client> {
  const reply = await logIn(cloud, {
    identity: {
      methods: ['password'],
      password: {
        user: { name: settings['OS_USERNAME'], domain: { id: 'default' }, password: settings['OS_PASSWORD'] },
      },
    },
    scope: { project: { name: settings['OS_PROJECT_NAME'], domain: { id: 'default' } } },
  })
  const origin = new URL(cloud.authUrl).origin
  const own = reply.headers.get('X-Subject-Token') ?? ''
  return {
    token: own,
    projectId: reply.body.token.project.id,
    async get(service, path, version, token = own) {
      const headers = { 'X-Auth-Token': token, ...(version ? { 'OpenStack-API-Version': version } : {}) }
      return readReply(await fetch(`${origin}/${service}${path}`, { headers }))
    },
  }
}

export async function logIn(cloud: DemoCloud, auth: unknown): Promise<Reply> {
  return readReply(
    await fetch(`${cloud.authUrl}/auth/tokens`, { method: 'POST', body: JSON.stringify({ auth }) }),
  )
}

async function readReply(response: Response): Promise<Reply> {
  const text = await response.text()
  const json = response.headers.get('Content-Type')?.startsWith('application/json')
  return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text }
}

/** Every entry of a list that is paged by `next` links. */
export async function readAll(client: Client, service: string, path: string, key: string, version?: string) {
  const origin = /^https?:\/\/[^/]+\/[^/]+/
  // oxlint-disable-next-line typescript/no-explicit-any
  const entries: any[] = []
  let pages = 0
  for (let next: string | undefined = path; next !== undefined; pages++) {
    const { body } = await client.get(service, next, version)
    entries.push(...body[key])
    next = body[`${key}_links`]?.[0]?.href.replace(origin, '')
  }
  return { entries, pages }
}
