import { CollectError } from '../errors.ts'
import type { Credentials, Identity, Named, Scope } from './credentials.ts'
import type { HttpAnswer } from './http.ts'
import { asFilledText, asRecord, asRecords, asText, type JsonRecord } from './json.ts'

export interface CatalogEntry {
  type: string
  endpoints: { interface: string; region: string; url: string }[]
}

export interface Token {
  value: string
  projectId: string | null
  catalog: CatalogEntry[]
}

/** The body of POST /v3/auth/tokens (Identity API v3). */
export function buildAuthBody(credentials: Credentials): object {
  const scope = buildScope(credentials.scope)
  return { auth: { identity: buildIdentity(credentials.identity), ...(scope === null ? {} : { scope }) } }
}

function buildIdentity(identity: Identity): object {
  if (identity.method === 'token') return { methods: ['token'], token: { id: identity.token } }
  if (identity.method === 'password') {
    return {
      methods: ['password'],
      password: { user: { ...buildNamed(identity.user), password: identity.password } },
    }
  }
  const which =
    identity.id === null ? { name: identity.name, user: buildNamed(identity.user) } : { id: identity.id }
  return {
    methods: ['application_credential'],
    application_credential: { ...which, secret: identity.secret },
  }
}

function buildNamed(named: Named): object {
  if (named.id !== null) return { id: named.id }
  const domain = named.domainName === null ? { id: named.domainId } : { name: named.domainName }
  return { name: named.name, domain }
}

function buildScope(scope: Scope): object | null {
  if (scope.kind === 'system') return { system: { all: true } }
  if (scope.kind === 'project') return { project: buildNamed(scope.project) }
  if (scope.kind === 'none') return null
  return { domain: scope.domainId === null ? { name: scope.domainName } : { id: scope.domainId } }
}

/** Reads the answer to an authentication. Throws CollectError with what to do about a refusal. */
export function readToken(answer: HttpAnswer, credentials: Credentials): Token {
  if (answer.status !== 201 && answer.status !== 200) throw explainRefusal(answer, credentials)
  const value = answer.headers['x-subject-token']
  const token = asRecord(asRecord(answer.json)['token'])
  const catalog = asRecords(token['catalog']).map(readCatalogEntry)
  const isStrange = Object.keys(token).length === 0 || catalog.some(({ type }) => type === '')
  if (typeof value !== 'string' || isStrange) {
    throw new CollectError(
      `${credentials.authUrl} did not answer as Keystone v3 does: check auth_url in ${credentials.origin}.`,
    )
  }
  return {
    value,
    projectId: asFilledText(asRecord(token['project'])['id']),
    catalog,
  }
}

function readCatalogEntry(entry: JsonRecord): CatalogEntry {
  return {
    type: asText(entry['type']),
    endpoints: asRecords(entry['endpoints']).map((endpoint) => ({
      interface: asText(endpoint['interface']),
      region: asText(endpoint['region'] ?? endpoint['region_id']),
      url: asText(endpoint['url']),
    })),
  }
}

function explainRefusal(answer: HttpAnswer, credentials: Credentials): CollectError {
  const { authUrl, origin, cloud } = credentials
  const whose = cloud === 'envvars' ? origin : `cloud "${cloud}" in ${origin}`
  if (answer.status === 401) {
    return new CollectError(
      `Keystone at ${authUrl} refused the credential (401): check ${describe(credentials.identity)} of ${whose}.`,
    )
  }
  if (answer.status === 403) {
    return new CollectError(
      `Keystone at ${authUrl} forbids this login (403): the user, its project or its domain may be disabled; see ${whose}.`,
    )
  }
  if (answer.status === 404) {
    return new CollectError(`There is no Keystone v3 at ${authUrl} (404): check auth_url of ${whose}.`)
  }
  return new CollectError(
    `Keystone at ${authUrl} answered ${answer.status} to the login: see its log, and auth_url of ${whose}.`,
  )
}

function describe(identity: Identity): string {
  if (identity.method === 'password') return 'the user name, its domain, the project and the password'
  if (identity.method === 'token') return 'the token, which may have expired,'
  return 'the id and the secret of the application credential, which may have expired or been deleted,'
}
