import type { Cloud } from '../cloud.ts'
import { Refusal } from '../http.ts'
import type { ApplicationCredential, Project, User } from '../world/owners.ts'
import { isAdmin, type Token } from './tokens.ts'

interface Named {
  id?: string
  name?: string
  domain?: { id?: string; name?: string }
}
interface Identity {
  methods?: string[]
  password?: { user?: Named & { password?: string } }
  token?: { id?: string }
  application_credential?: { id?: string; name?: string; secret?: string; user?: Named }
}
interface Scope {
  project?: Named
  domain?: Named
  system?: { all?: boolean }
}

const unauthorized = 'The request you have made requires authentication.'
const malformed =
  'The server could not comply with the request since it is either malformed or otherwise incorrect. The client is assumed to be in error.'

/** `POST /v3/auth/tokens`: password, token and application credential; scoped to a project, to the system, or to nothing. */
export function authenticate(cloud: Cloud, body: string): Token {
  const { identity, scope } = readBody(body)
  const method = identity.methods?.[0] ?? ''
  if (method === 'password') return byPassword(cloud, identity, scope)
  if (method === 'token') return byToken(cloud, identity, scope)
  if (method === 'application_credential') return byApplicationCredential(cloud, identity, scope)
  throw new Refusal(400, `Expecting to find ${method} in identity. ${malformed}`)
}

function readBody(body: string): { identity: Identity; scope: Scope | 'unscoped' | undefined } {
  let parsed: { auth?: { identity?: Identity; scope?: Scope | 'unscoped' } } | null
  try {
    parsed = JSON.parse(body) as typeof parsed
  } catch {
    throw new Refusal(400, `Expecting to find valid JSON in request body. ${malformed}`)
  }
  if (!parsed?.auth) throw new Refusal(400, `Expecting to find auth in request body. ${malformed}`)
  if (!parsed.auth.identity) throw new Refusal(400, "'identity' is a required property")
  return { identity: parsed.auth.identity, scope: parsed.auth.scope }
}

function byPassword(cloud: Cloud, identity: Identity, scope: Scope | 'unscoped' | undefined): Token {
  const wanted = identity.password?.user
  if (!wanted) throw new Refusal(400, `Expecting to find password in identity. ${malformed}`)
  const user = findUser(cloud, wanted)
  if (!user || user.password !== wanted.password) throw new Refusal(401, unauthorized)
  return cloud.tokens.issue({
    user,
    methods: ['password'],
    applicationCredential: null,
    ...readScope(cloud, user, scope),
  })
}

function byToken(cloud: Cloud, identity: Identity, scope: Scope | 'unscoped' | undefined): Token {
  const parent = cloud.tokens.find(identity.token?.id)
  if (!parent) throw new Refusal(404, 'Could not recognize Fernet token')
  if (parent.applicationCredential) {
    const reason = 'Using a delegated token to create another token is not allowed..'
    throw new Refusal(403, `You are not authorized to perform the requested action: ${reason}`)
  }
  const methods = [...new Set([...parent.methods, 'token'])]
  const granted = readScope(cloud, parent.user, scope)
  return cloud.tokens.issue({ user: parent.user, methods, applicationCredential: null, ...granted }, parent)
}

function byApplicationCredential(
  cloud: Cloud,
  identity: Identity,
  scope: Scope | 'unscoped' | undefined,
): Token {
  const wanted = identity.application_credential ?? {}
  const credential = cloud.world.applicationCredential
  const user = cloud.world.users.find((candidate) => candidate.id === credential.userId)
  if (!user || !isMeant(cloud, credential, wanted)) {
    throw new Refusal(404, `Could not find Application Credential: ${wanted.id ?? wanted.name ?? ''}.`)
  }
  if (wanted.secret !== credential.secret) throw new Refusal(401, unauthorized)
  if (scope !== undefined) {
    const reason = 'Application credentials cannot request a scope.'
    throw new Refusal(401, `Error authenticating with application credential: ${reason}`, { identity: {} })
  }
  const granted = readScope(cloud, user, { project: { id: credential.projectId } })
  return cloud.tokens.issue({
    user,
    methods: ['application_credential'],
    applicationCredential: credential,
    ...granted,
  })
}

function isMeant(
  cloud: Cloud,
  credential: ApplicationCredential,
  wanted: NonNullable<Identity['application_credential']>,
) {
  if (wanted.id !== undefined) return wanted.id === credential.id
  return wanted.name === credential.name && findUser(cloud, wanted.user ?? {})?.id === credential.userId
}

/** A name is only unique within its domain, so it needs one. */
function findUser(cloud: Cloud, wanted: Named): User | undefined {
  if (wanted.id !== undefined) return cloud.world.users.find((user) => user.id === wanted.id)
  const domainId = findDomainId(cloud, wanted.domain)
  if (domainId === undefined) throw new Refusal(400, `Expecting to find domain in user. ${malformed}`)
  return cloud.world.users.find((user) => user.name === wanted.name && user.domainId === domainId)
}

function findDomainId(cloud: Cloud, wanted: Named['domain']): string | undefined {
  if (!wanted) return undefined
  if (wanted.id !== undefined) return wanted.id
  return cloud.world.domains.find((domain) => domain.name === wanted.name)?.id ?? 'unknown'
}

function readScope(
  cloud: Cloud,
  user: User,
  scope: Scope | 'unscoped' | undefined,
): { project: Project | null; system: boolean; roles: string[] } {
  if (scope === undefined || scope === 'unscoped') return { project: null, system: false, roles: [] }
  if (scope.system) {
    if (user.name !== 'admin') throw new Refusal(401, unauthorized)
    return { project: null, system: true, roles: ['admin', 'member', 'reader'] }
  }
  const project = scope.project && findProject(cloud, scope.project)
  const roles = project?.enabled ? user.roles.get(project.id) : undefined
  if (!project || !roles) throw new Refusal(401, unauthorized)
  return { project, system: false, roles }
}

function findProject(cloud: Cloud, wanted: Named): Project | undefined {
  if (wanted.id !== undefined) return cloud.world.projects.find((project) => project.id === wanted.id)
  const domainId = findDomainId(cloud, wanted.domain)
  if (domainId === undefined) throw new Refusal(400, `Expecting to find domain in project. ${malformed}`)
  return cloud.world.projects.find((project) => project.name === wanted.name && project.domainId === domainId)
}

/** Refuses what the default policy allows administrators only. */
export function requireIdentityAdmin(token: Token, action: string): void {
  if (isAdmin(token)) return
  throw new Refusal(403, `You are not authorized to perform the requested action: ${action}.`)
}
