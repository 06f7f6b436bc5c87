import type { Cloud } from '../cloud.ts'
import { type Call, Refusal } from '../http.ts'
import { isAdmin, type Token } from './tokens.ts'

export interface ComputeRequest {
  cloud: Cloud
  call: Call
  query: URLSearchParams
  token: Token
  /** 93 is compute 2.93. */
  minor: number
  /** Where the API is: `http://host:port/compute/v2.1`. */
  base: string
  /** The same without the version, which bookmarks use. */
  root: string
}

export function requireAdmin(request: ComputeRequest, policy: string): void {
  if (!isAdmin(request.token)) refusePolicy(policy)
}

export function refusePolicy(policy: string): never {
  throw new Refusal(403, `Policy doesn't allow os_compute_api:${policy} to be performed.`)
}

/** Nova refuses parameters that it does not know, each list from its own version on. */
export function checkQuery(request: ComputeRequest, known: readonly string[], strictFrom = 75): void {
  for (const key of ['limit', 'offset']) {
    const value = request.query.get(key)
    if (value !== null && known.includes(key) && !/^[0-9]*$/.test(value)) {
      const reason = `Value: ${value}. '${value}' does not match '^[0-9]*$'`
      throw new Refusal(400, `Invalid input for query parameters ${key}. ${reason}`)
    }
  }
  if (request.minor < strictFrom) return
  for (const key of request.query.keys()) {
    if (known.includes(key)) continue
    throw new Refusal(400, `Additional properties are not allowed ('${key}' was unexpected)`)
  }
}

/** The page size: what is asked for, at most the maximum, which is also the default. */
export function readLimit({ query, cloud }: ComputeRequest): number {
  const text = query.get('limit')
  return text === null || text === '' ? cloud.maxLimit : Math.min(Number(text), cloud.maxLimit)
}

/**
 * The `next` link, which is there when the page is full, even if nothing follows
 * (nova/api/openstack/common.py, _get_collection_links).
 */
export function linkNext(
  request: ComputeRequest,
  name: string,
  limit: number,
  page: { length: number; lastId: string | number | undefined },
): Record<string, unknown> {
  if (limit === 0 || page.length !== limit || page.lastId === undefined) return {}
  const query = new URLSearchParams(request.query)
  query.set('marker', String(page.lastId))
  const href = `${request.root}${request.call.path}?${query}`
  return { [`${name}_links`]: [{ rel: 'next', href }] }
}

export function linkSelf(request: ComputeRequest, collection: string, id: string) {
  return [
    { rel: 'self', href: `${request.base}/${collection}/${id}` },
    { rel: 'bookmark', href: `${request.root}/${collection}/${id}` },
  ]
}

/** The part of a list after its marker. */
export function afterMarker<T>(
  list: T[],
  marker: string | null,
  id: (entry: T) => string,
  missing: string,
): T[] {
  if (marker === null) return list
  const position = list.findIndex((entry) => id(entry) === marker)
  if (position === -1) throw new Refusal(400, missing)
  return list.slice(position + 1)
}
