import { PASSWORD } from '../rig/layout.ts'
import { signIn, type Session } from './client.ts'

/** Awkward on purpose: one name in two domains, separators, quotes, and letters beyond ASCII. */
const PROJECTS = {
  alpha: { name: 'alpha', description: 'plain' },
  gamma: { name: 'team gamma', description: 'a space in the name' },
  pipe: { name: 'delta|pipe', description: 'a | pipe' },
  umlaut: { name: 'Épsilon-Zürich', description: 'beyond ASCII ✓' },
  quotes: { name: 'zeta, "Inc."', description: 'comma and quotes' },
  alphaOfCorp: { name: 'alpha', description: 'the same name in another domain' },
  empty: { name: 'empty-project', description: 'has nothing' },
  gone: { name: 'soon-deleted', description: 'is deleted while its server and volume remain' },
} as const
export type ProjectKey = keyof typeof PROJECTS

export interface Identity {
  admin: Session
  projects: Record<ProjectKey, string>
  disabledProject: string
  /** The administrator, scoped to each project, so that what it makes belongs there. */
  sessions: Record<ProjectKey, Session>
  credentials: { plain: ApplicationCredential; readOnly: ApplicationCredential }
}

export interface ApplicationCredential {
  id: string
  secret: string
}

/** Users besides the administrator: a member and a reader of project alpha. */
export const USERS = { member: 'alice', reader: 'bob-reader' }

export async function seedIdentity(): Promise<Identity> {
  const admin = await signIn()
  const create = async (kind: string, body: Record<string, unknown>): Promise<string> => {
    const answer = await admin.call<Record<string, { id: string }>>('keystone', 'POST', `/${kind}s`, {
      [kind]: body,
    })
    return answer[kind]?.id ?? ''
  }
  const { roles } = await admin.call<{ roles: { id: string; name: string }[] }>('keystone', 'GET', '/roles')
  const roleId = (name: string) => roles.find((role) => role.name === name)?.id ?? ''
  const grant = (project: string, user: string, role: string) =>
    admin.call('keystone', 'PUT', `/projects/${project}/users/${user}/roles/${roleId(role)}`)

  const corp = await create('domain', { name: 'corp', description: 'a second domain' })
  const keys = Object.keys(PROJECTS) as ProjectKey[]
  const projects = {} as Record<ProjectKey, string>
  const sessions = {} as Record<ProjectKey, Session>
  for (const key of keys) {
    const domain = key === 'alphaOfCorp' ? corp : 'default'
    projects[key] = await create('project', { ...PROJECTS[key], domain_id: domain })
    await grant(projects[key], admin.userId, 'admin')
    await grant(projects[key], admin.userId, 'member')
    sessions[key] = await signIn({ project: { id: projects[key] } })
  }
  const disabledProject = await create('project', {
    name: 'disabled-project',
    domain_id: 'default',
    enabled: false,
  })
  for (const [role, name] of Object.entries(USERS)) {
    const user = await create('user', { name, password: PASSWORD, domain_id: 'default' })
    await grant(projects.alpha, user, role)
  }
  return { admin, projects, disabledProject, sessions, credentials: await createCredentials(admin) }
}

/** One with all of the administrator's rights, and the one that docs recommend: GET, and nothing else. */
async function createCredentials(admin: Session): Promise<Identity['credentials']> {
  const create = async (name: string, rules?: Record<string, string>[]): Promise<ApplicationCredential> => {
    const answer = await admin.call<{ application_credential: ApplicationCredential }>(
      'keystone',
      'POST',
      `/users/${admin.userId}/application_credentials`,
      { application_credential: { name, ...(rules === undefined ? {} : { access_rules: rules }) } },
    )
    const { id, secret } = answer.application_credential
    return { id, secret }
  }
  const services = ['identity', 'compute', 'placement', 'image', 'block-storage', 'network']
  const rules = services.map((service) => ({ service, method: 'GET', path: '/**' }))
  return { plain: await create('plain'), readOnly: await create('read-only', rules) }
}
