import { resolve } from 'node:path'

import { UsageError } from '../errors.ts'
import { findSettings, type RawSettings, type Surroundings } from './clouds-file.ts'
import type { TlsSettings } from './http.ts'
import { asBooleanOrNull, asFilledText, asRecord, asTextOrNull, type JsonRecord } from './json.ts'

/** A user or a project, by id or by name within a domain. */
export interface Named {
  id: string | null
  name: string | null
  domainId: string | null
  domainName: string | null
}

export type Identity =
  | { method: 'password'; user: Named; password: string }
  | { method: 'application_credential'; id: string | null; name: string | null; user: Named; secret: string }
  | { method: 'token'; token: string }

export type Scope =
  | { kind: 'project'; project: Named }
  | { kind: 'domain'; domainId: string | null; domainName: string | null }
  | { kind: 'system' }
  | { kind: 'none' }

export interface Credentials {
  /** Name of the cloud in clouds.yaml, or `envvars`. */
  cloud: string
  /** Where they were found, for messages. */
  origin: string
  /** Ends in /v3. */
  authUrl: string
  identity: Identity
  scope: Scope
  region: string | null
  interface: 'public' | 'internal' | 'admin'
  tls: TlsSettings
  /** Service type -> address, from `*_endpoint_override`. */
  endpointOverrides: Record<string, string>
}

/** Finds and understands the credentials of a cloud. Throws UsageError, which never quotes a secret. */
export function readCredentials(name: string | null, surroundings: Surroundings): Credentials {
  return parseCredentials(findSettings(name, surroundings), surroundings.cwd)
}

function parseCredentials(raw: RawSettings, cwd: string): Credentials {
  const { settings } = raw
  // openstacksdk takes the authentication's keys beside `auth:` too, and OS_ variables know no nesting.
  const auth = { ...settings, ...asRecord(settings['auth']) }
  const version = asTextOrNull(settings['identity_api_version'])
  if (version !== null && !/^v?3(\.\d+)?$/.test(version)) {
    throw new UsageError(`identity_api_version is ${version} in ${raw.origin}; Aether speaks version 3 only.`)
  }
  const identity = parseIdentity(auth, settings, raw)
  return {
    cloud: raw.name,
    origin: raw.origin,
    authUrl: normaliseAuthUrl(checkAddress(need(auth, 'auth_url', raw), 'auth_url', raw)),
    identity,
    scope: identity.method === 'application_credential' ? { kind: 'none' } : parseScope(auth),
    region: parseRegion(settings),
    interface: parseInterface(settings, raw),
    tls: parseTls(settings, cwd),
    endpointOverrides: parseOverrides(settings, raw),
  }
}

/** The strings that must appear in no message. */
export function listSecrets(credentials: Credentials): string[] {
  const { identity } = credentials
  if (identity.method === 'password') return [identity.password]
  return [identity.method === 'token' ? identity.token : identity.secret]
}

function parseIdentity(auth: JsonRecord, settings: JsonRecord, raw: RawSettings): Identity {
  const type = asFilledText(settings['auth_type']) ?? guessAuthType(auth)
  const user = parseNamed(auth, 'user')
  switch (type) {
    case 'password':
    case 'v3password':
      if (!asFilledText(auth['username']) && !asFilledText(auth['user_id'])) throw missing('username', raw)
      return { method: 'password', user, password: need(auth, 'password', raw) }
    case 'v3applicationcredential':
    case 'application_credential': {
      const id = asFilledText(auth['application_credential_id'])
      const name = asFilledText(auth['application_credential_name'])
      if (id === null && name === null) throw missing('application_credential_id', raw)
      return {
        method: 'application_credential',
        id,
        name,
        user,
        secret: need(auth, 'application_credential_secret', raw),
      }
    }
    case 'token':
    case 'v3token':
      return { method: 'token', token: need(auth, 'token', raw) }
    default:
      throw new UsageError(
        `auth_type is ${type} in ${raw.origin}; Aether knows password, v3applicationcredential and token.`,
      )
  }
}

function guessAuthType(auth: JsonRecord): string {
  if (asFilledText(auth['application_credential_secret'])) return 'v3applicationcredential'
  return asFilledText(auth['token']) && !asFilledText(auth['password']) ? 'token' : 'password'
}

/** `username` and `project_name`, each with its domain; the domain of an openrc that names none is `default`. */
function parseNamed(auth: JsonRecord, kind: 'user' | 'project'): Named {
  const name = kind === 'user' ? auth['username'] : (auth['project_name'] ?? auth['tenant_name'])
  const id = asFilledText(auth[`${kind}_id`] ?? (kind === 'project' ? auth['tenant_id'] : null))
  const domainName = asFilledText(auth[`${kind}_domain_name`])
  const domainId = asFilledText(auth[`${kind}_domain_id`])
  const fallback =
    asFilledText(auth['default_domain']) ?? asFilledText(auth['default_domain_id']) ?? 'default'
  return {
    id,
    name: asFilledText(name),
    domainId: domainId ?? (domainName === null ? fallback : null),
    domainName,
  }
}

function parseScope(auth: JsonRecord): Scope {
  if (asFilledText(auth['system_scope'])) return { kind: 'system' }
  const project = parseNamed(auth, 'project')
  if (project.id !== null || project.name !== null) return { kind: 'project', project }
  const domainId = asFilledText(auth['domain_id'])
  const domainName = asFilledText(auth['domain_name'])
  return domainId !== null || domainName !== null
    ? { kind: 'domain', domainId, domainName }
    : { kind: 'none' }
}

function parseRegion(settings: JsonRecord): string | null {
  const region = asFilledText(settings['region_name'])
  if (region !== null) return region
  const first: unknown = Array.isArray(settings['regions']) ? settings['regions'][0] : null
  return asFilledText(first) ?? asFilledText(asRecord(first)['name'])
}

function parseInterface(settings: JsonRecord, raw: RawSettings): Credentials['interface'] {
  const value = asFilledText(settings['interface'] ?? settings['endpoint_type']) ?? 'public'
  const word = value.replace(/URL$/, '')
  if (word === 'public' || word === 'internal' || word === 'admin') return word
  throw new UsageError(`interface is ${value} in ${raw.origin}; it can be public, internal or admin.`)
}

function parseTls(settings: JsonRecord, cwd: string): TlsSettings {
  const path = (key: string) => {
    const value = asFilledText(settings[key])
    return value === null ? null : resolve(cwd, value)
  }
  const insecure =
    asBooleanOrNull(settings['insecure']) === true || asTextOrNull(settings['insecure']) === '1'
  return {
    verify: asBooleanOrNull(settings['verify']) !== false && !insecure,
    cacert: path('cacert'),
    cert: path('cert'),
    key: path('key'),
  }
}

function parseOverrides(settings: JsonRecord, raw: RawSettings): Record<string, string> {
  const overrides: Record<string, string> = {}
  for (const [key, value] of Object.entries(settings)) {
    const type = /^(.+)_endpoint_override$/.exec(key)?.[1]
    const address = asFilledText(value)
    if (type === undefined || address === null) continue
    overrides[type.replaceAll('_', '-')] = checkAddress(address, key, raw)
  }
  return overrides
}

function normaliseAuthUrl(text: string): string {
  const url = text.replace(/\/+$/, '').replace(/\/v2\.0$/, '')
  return url.endsWith('/v3') ? url : `${url}/v3`
}

function need(auth: JsonRecord, key: string, raw: RawSettings): string {
  const value = asFilledText(auth[key])
  if (value === null) throw missing(key, raw)
  return value
}

/** The value is not quoted: an address that was typed wrong may hold a password. */
function checkAddress(address: string, key: string, raw: RawSettings): string {
  if (/^https?:$/.test(URL.parse(address)?.protocol ?? '')) return address
  const { name, where } = nameSetting(key, raw)
  throw new UsageError(`${name} in ${where} is not an address; give one like https://cloud.example:5000/v3.`)
}

function missing(key: string, raw: RawSettings): UsageError {
  const { name, where } = nameSetting(key, raw)
  return new UsageError(`${name} is missing in ${where}. docs/collecting.md shows what is needed.`)
}

function nameSetting(key: string, raw: RawSettings): { name: string; where: string } {
  if (raw.name === 'envvars') return { name: `OS_${key.toUpperCase()}`, where: raw.origin }
  return { name: key, where: `cloud "${raw.name}" of ${raw.origin}` }
}
