import type { Cloud } from '../cloud.ts'
import { type Call, Refusal } from '../http.ts'
import { isAdmin, type Token } from './tokens.ts'

export interface VolumeRequest {
  cloud: Cloud
  call: Call
  query: URLSearchParams
  token: Token
  /** 70 is volume 3.70. */
  minor: number
  /** Where links lead: `http://host:port/volume/v3/PROJECT`. */
  base: string
  /** The same without the version, which bookmarks use. */
  root: string
}

export function requireVolumeAdmin(request: VolumeRequest, policy: string): void {
  if (isAdmin(request.token)) return
  throw new Refusal(403, `Policy doesn't allow ${policy} to be performed.`)
}

/** An administrator may ask for every project's; for others the question is ignored. */
export function readProject({ query, token }: VolumeRequest): string | null {
  const all = ['1', 't', 'true', 'on', 'y', 'yes'].includes(query.get('all_tenants')?.toLowerCase() ?? '')
  return isAdmin(token) && all ? query.get('project_id') : (token.project?.id ?? '')
}

function readNumber(query: URLSearchParams, key: string): number | null {
  const text = query.get(key)
  if (text === null) return null
  if (!/^-?\d+$/.test(text)) throw new Refusal(400, `${key} param must be an integer`)
  if (Number(text) < 0) throw new Refusal(400, `${key} param must be positive`)
  return Number(text)
}

export interface Listing<T> {
  /** Newest first, after the marker if there is one. */
  newestFirst(afterId?: string): Iterable<T>
  get(id: string): T | undefined
}

/** One page by limit, marker and offset, and the link to the next where the page is full. */
export function takePage<T extends { id: string }>(
  request: VolumeRequest,
  listing: Listing<T>,
  keep: (entry: T) => boolean,
  names: { links: string; entry: string },
): { page: T[]; links: Record<string, unknown> } {
  const { query, cloud } = request
  const limit = Math.min(readNumber(query, 'limit') ?? cloud.maxLimit, cloud.maxLimit)
  let skip = readNumber(query, 'offset') ?? 0
  const marker = query.get('marker') ?? undefined
  if (marker !== undefined && !listing.get(marker)) {
    throw new Refusal(404, `${names.entry} ${marker} could not be found.`)
  }
  const page: T[] = []
  for (const entry of limit === 0 ? [] : listing.newestFirst(marker)) {
    if (!keep(entry)) continue
    if (skip > 0) skip -= 1
    else page.push(entry)
    if (page.length === limit) break
  }
  const last = page.at(-1)
  if (!last || page.length < limit) return { page, links: {} }
  const next = new URLSearchParams(query)
  next.set('marker', last.id)
  next.delete('offset')
  const path = request.call.path.split('/').slice(3).join('/')
  return { page, links: { [names.links]: [{ rel: 'next', href: `${request.base}/${path}?${next}` }] } }
}

/** Cinder turns a filter that it does not know into one that nothing passes. */
export function hasUnknownFilter({ query }: VolumeRequest, known: readonly string[]): boolean {
  const common = [
    'all_tenants',
    'limit',
    'marker',
    'offset',
    'sort',
    'sort_key',
    'sort_dir',
    'with_count',
    'project_id',
  ]
  return [...query.keys()].some((key) => !common.includes(key) && !known.includes(key))
}
