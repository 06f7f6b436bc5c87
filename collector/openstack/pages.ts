import type { Api, ApiRequest } from './client.ts'
import { asFilledText, asRecord, asRecords, asText, type JsonRecord } from './json.ts'
import { readRows } from './list.ts'
import { RequestError } from './request-error.ts'

export interface PagedList<T> {
  request: ApiRequest
  /** Key of the list in the answer. */
  key: string
  /** The address of the next page; null at the end. */
  next: NextPage
  /** Done page by page, so that a long list is never in memory as it was answered. */
  parse: (row: JsonRecord) => T
  /** What a row is known by, and markers are; `id` where not given. */
  idKey?: string
}

/** A list whose markers vanish more often than that is not one that can be read. */
const MOST_RESUMED = 100

export type NextPage = (document: JsonRecord) => string | null

/** Nova's and Cinder's way: `"servers_links": [{"rel": "next", "href": ...}]`. */
export function nextByLinks(key: string): NextPage {
  return (document) => {
    const link = asRecords(document[key]).find((candidate) => candidate['rel'] === 'next')
    return link ? asText(link['href']) || null : null
  }
}

/**
 * Every row of a paged list, each once. It ends where the service names no next page: a short page is no end, because
 * services clamp the limit. Of the link only the query is used, since its host is often one that only the cloud reaches.
 * Where the row that a marker names was deleted meanwhile, reading resumes from a row before it.
 */
export async function readPages<T>(api: Api, list: PagedList<T>): Promise<T[]> {
  const rows = new Map<string, T>()
  const usedMarkers = new Set<string>()
  const idKey = list.idKey ?? 'id'
  const isKnown = (row: JsonRecord) => asFilledText(row[idKey]) !== null
  let query = { ...list.request.query }
  let stepsBack = 0
  let resumed = 0
  for (;;) {
    const document = await getPage(api, list, query)
    if (document === 'marker not found') {
      resumed += 1
      if (resumed > MOST_RESUMED) throw unsteady(list)
      usedMarkers.clear()
      stepsBack = stepsBack === 0 ? 1 : stepsBack * 2
      query = resumeBefore([...rows.keys()], stepsBack, list.request.query)
      continue
    }
    stepsBack = 0
    for (const row of readRows(document, list.request.path, list.key, isKnown)) {
      const id = asText(row[idKey])
      if (!rows.has(id)) rows.set(id, list.parse(row))
    }
    const href = list.next(document)
    if (href === null) return [...rows.values()]
    query = { ...list.request.query, ...readQuery(href) }
    const marker = query['marker'] ?? query['offset'] ?? ''
    if (usedMarkers.has(marker)) throw repeatedMarker(list)
    usedMarkers.add(marker)
  }
}

async function getPage(
  api: Api,
  list: PagedList<unknown>,
  query: Record<string, string>,
): Promise<JsonRecord | 'marker not found'> {
  try {
    return asRecord(await api.get({ ...list.request, query }))
  } catch (error) {
    const markerIsGone =
      error instanceof RequestError &&
      (error.status === 400 || error.status === 404) &&
      query['marker'] !== undefined &&
      /marker|could not be found/i.test(error.detail)
    if (markerIsGone) return 'marker not found'
    throw error
  }
}

/** The query that continues `stepsBack` rows before the last one read; from the start where there are not so many. */
function resumeBefore(
  ids: string[],
  stepsBack: number,
  query: Record<string, string> | undefined,
): Record<string, string> {
  const marker = ids[ids.length - 1 - stepsBack]
  return marker === undefined ? { ...query } : { ...query, marker }
}

function readQuery(href: string): Record<string, string> {
  return Object.fromEntries(new URL(href, 'http://link').searchParams)
}

function unsteady(list: PagedList<unknown>): RequestError {
  return new RequestError(
    `GET ${list.request.path} lost its place ${MOST_RESUMED} times, since the rows at the ends of its pages were deleted.`,
    { kind: 'malformed' },
  )
}

function repeatedMarker(list: PagedList<unknown>): RequestError {
  return new RequestError(
    `GET ${list.request.path} names the same next page twice, so its list cannot be read to the end.`,
    { kind: 'malformed' },
  )
}
