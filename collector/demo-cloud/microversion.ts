import type { IncomingHttpHeaders } from 'node:http'

export interface VersionRange {
  /** As in the `OpenStack-API-Version` header. */
  service: string
  major: number
  minimum: number
  maximum: number
}

export type Microversion =
  | { kind: 'ok'; minor: number }
  | { kind: 'malformed'; text: string }
  | { kind: 'unsupported'; text: string }

/**
 * The minor version that a request asks for; the minimum where it asks for none. A header may name several services.
 * `legacyHeader` is the service's own older header.
 */
export function negotiate(
  headers: IncomingHttpHeaders,
  range: VersionRange,
  legacyHeader?: string,
): Microversion {
  const text =
    findVersion(headers, range.service) ?? (legacyHeader ? headers[legacyHeader]?.toString() : undefined)
  if (text === undefined) return { kind: 'ok', minor: range.minimum }
  if (text === 'latest') return { kind: 'ok', minor: range.maximum }
  const match = /^([1-9]\d*)\.(\d+)$/.exec(text)
  if (!match) return { kind: 'malformed', text }
  const minor = Number(match[2])
  const supported = Number(match[1]) === range.major && minor >= range.minimum && minor <= range.maximum
  return supported ? { kind: 'ok', minor } : { kind: 'unsupported', text }
}

function findVersion(headers: IncomingHttpHeaders, service: string): string | undefined {
  for (const part of (headers['openstack-api-version']?.toString() ?? '').split(',')) {
    const [name, version] = part.trim().split(/\s+/)
    if (name === service) return version ?? ''
  }
  return undefined
}
