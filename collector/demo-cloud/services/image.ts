import type { Cloud } from '../cloud.ts'
import {
  type Answer,
  answerHtml,
  answerJson,
  answerMoved,
  answerNotFound,
  type Call,
  formatZulu,
  Refusal,
} from '../http.ts'
import type { Image } from '../world/entities.ts'
import { isAdmin, type Token } from './tokens.ts'

const titles: Record<number, string> = { 400: 'Bad Request', 401: 'Unauthorized', 404: 'Not Found' }
const unauthorized =
  'This server could not verify that you are authorized to access the document you requested. Either you supplied the wrong credentials (e.g., bad password), or your browser does not understand how to supply the credentials required.'
const minors = [15, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]

/** What Glance gives when no limit is asked for; the others give their maximum. */
const defaultLimit = 25

/** Glance v2. It speaks HTML when it refuses, and its links are paths. */
export function answerImage(cloud: Cloud, call: Call): Answer {
  const path = call.path.replace(/\/+$/, '')
  if (path === '' || path === '/versions')
    return answerJson(path === '' ? 300 : 200, { versions: listVersions(call) })
  const token = cloud.tokens.find(call.headers['x-auth-token']?.toString())
  if (!token)
    return refuse(401, unauthorized, { 'WWW-Authenticate': `Keystone uri="${call.origin}/identity/v3"` })
  if (path === '/v2') return answerMoved(`${call.origin}/image/v2/`)
  try {
    if (call.method === 'GET' && path === '/v2/images') return answerJson(200, listImages(cloud, call, token))
    const id = /^\/v2\/images\/([^/]+)$/.exec(path)?.[1]
    if (call.method !== 'GET' || id === undefined) return answerNotFound()
    const image = cloud.world.images.get(id)
    if (!image || !isVisible(image, token)) throw new Refusal(404, `No image found with ID ${id}`)
    return answerJson(200, describeImage(image))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return refuse(error.status, error.message)
  }
}

function refuse(status: number, text: string, headers: Answer['headers'] = {}): Answer {
  return answerHtml(status, titles[status] ?? 'Error', text, headers)
}

function listVersions(call: Call) {
  return minors.map((minor, index) => ({
    id: `v2.${minor}`,
    status: index === 0 ? 'CURRENT' : 'SUPPORTED',
    links: [{ rel: 'self', href: `${call.origin}/image/v2/` }],
  }))
}

function listImages(cloud: Cloud, call: Call, token: Token) {
  const { query } = call
  const limit = Math.min(readLimit(query), cloud.maxLimit)
  const marker = query.get('marker') ?? undefined
  if (marker !== undefined && !cloud.world.images.get(marker)) {
    throw new Refusal(400, `No image found with ID ${marker}`)
  }
  const page: Image[] = []
  for (const image of limit === 0 ? [] : cloud.world.images.newestFirst(marker)) {
    if (isVisible(image, token) && matches(image, query)) page.push(image)
    if (page.length === limit) break
  }
  const first = new URLSearchParams(query)
  first.delete('marker')
  const next = new URLSearchParams(query)
  next.set('marker', page.at(-1)?.id ?? '')
  const suffix = first.size > 0 ? `?${first}` : ''
  return {
    images: page.map(describeImage),
    first: `/v2/images${suffix}`,
    schema: '/v2/schemas/images',
    ...(limit > 0 && page.length === limit ? { next: `/v2/images?${next}` } : {}),
  }
}

function readLimit(query: URLSearchParams): number {
  const text = query.get('limit')
  if (text === null) return defaultLimit
  if (!/^-?\d+$/.test(text)) throw new Refusal(400, 'limit param must be an integer')
  if (Number(text) < 0) throw new Refusal(400, 'limit param must be positive')
  return Number(text)
}

function isVisible(image: Image, token: Token): boolean {
  return isAdmin(token) || image.visibility === 'public' || image.ownerId === token.project?.id
}

/** Hidden images show only on demand; an unknown filter is a property that no image has. */
function matches(image: Image, query: URLSearchParams): boolean {
  if (image.hidden !== (query.get('os_hidden')?.toLowerCase() === 'true')) return false
  const fields: Record<string, unknown> = { ...describeImage(image) }
  return [...query].every(([key, value]) => {
    if (['limit', 'marker', 'os_hidden', 'sort', 'sort_key', 'sort_dir', 'member_status'].includes(key))
      return true
    if (key === 'visibility' && value === 'all') return true
    return String(fields[key]) === value
  })
}

function describeImage(image: Image) {
  const filled = image.status !== 'queued'
  return {
    ...image.properties,
    name: image.name,
    disk_format: filled ? 'qcow2' : null,
    container_format: filled ? 'bare' : null,
    visibility: image.visibility,
    size: image.sizeBytes,
    virtual_size: image.sizeBytes === null ? null : image.sizeBytes * 2,
    status: image.status,
    checksum: filled ? image.id.replaceAll('-', '') : null,
    protected: false,
    min_ram: image.minMemoryMb,
    min_disk: image.minDiskGib,
    owner: image.ownerId,
    os_hidden: image.hidden,
    os_hash_algo: filled ? 'sha512' : null,
    os_hash_value: filled ? image.id.replaceAll('-', '').repeat(4) : null,
    id: image.id,
    created_at: formatZulu(image.created),
    updated_at: formatZulu(image.created),
    tags: [],
    self: `/v2/images/${image.id}`,
    file: `/v2/images/${image.id}/file`,
    schema: '/v2/schemas/image',
    ...(filled ? { stores: 'rbd' } : {}),
  }
}
