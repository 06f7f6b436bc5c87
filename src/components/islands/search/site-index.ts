import type { SearchKind } from '../../../lib/search-records.ts'
import { holdsWords, queryWords } from '../../../lib/search-words.ts'
import { fromRoot } from '../../../lib/table/root.ts'

/** The part of pagefind's browser module that is used: https://pagefind.app/docs/api/ */
interface Pagefind {
  options(options: { baseUrl: string }): Promise<void>
  init(): Promise<void>
  /** Answers count by kind only once this has been called. */
  filters(): Promise<unknown>
  search(words: string, options?: { filters: { kind: SearchKind } }): Promise<Answer>
}
interface Answer {
  results: Result[]
  filters: { kind?: Partial<Record<SearchKind, number>> }
}
interface Result {
  score: number
  data(): Promise<Fragment>
}
interface Fragment {
  raw_url: string
  content: string
  meta: { title: string; detail: string; id?: string }
}

export interface SearchHit {
  url: string
  title: string
  detail: string
}
export interface SearchGroup {
  kind: SearchKind
  total: number
  hits: SearchHit[]
}

/** Few and broad first: whoever types a host's name wants the host, then what runs there. */
export const KINDS: readonly SearchKind[] = ['Project', 'Host', 'Instance', 'Volume', 'Flavor']

let loaded: Promise<Pagefind[]> | undefined

/** Fetches the parts of the index once. Rejects where one cannot be loaded; the next call tries again. */
export function loadSiteIndex(): Promise<Pagefind[]> {
  loaded ??= fetchIndex().catch((error: unknown) => {
    loaded = undefined
    throw error
  })
  return loaded
}

async function fetchIndex(): Promise<Pagefind[]> {
  const response = await fetch(fromRoot('pagefind/parts.json'))
  if (!response.ok) throw new Error(`pagefind/parts.json: ${response.status}`)
  const { parts } = (await response.json()) as { parts: number }
  return Promise.all(Array.from({ length: parts }, (_, part) => fetchPart(part)))
}

async function fetchPart(part: number): Promise<Pagefind> {
  const address = new URL(fromRoot(`pagefind/${part}/pagefind.js`), document.baseURI)
  const pagefind = (await import(/* @vite-ignore */ address.href)) as Pagefind
  await pagefind.options({ baseUrl: '/' })
  await pagefind.init()
  await pagefind.filters()
  return pagefind
}

/** The kinds that have matches, `limit` hits of each, or of `kind` alone; the totals are those of every kind. */
export async function searchSite(
  query: string,
  kind: SearchKind | null,
  limit: number,
): Promise<SearchGroup[]> {
  const words = queryWords(query)
  if (words === '') return []
  const parts = await loadSiteIndex()
  const answers = await Promise.all(parts.map((part) => part.search(words)))
  const groups = await Promise.all(
    KINDS.map(async (of): Promise<SearchGroup> => {
      const total = answers.reduce((sum, { filters }) => sum + (filters.kind?.[of] ?? 0), 0)
      // One hit of the other kinds tells whether their totals are true.
      const wanted = kind === null || kind === of ? limit : 1
      const found = total === 0 ? [] : await findBest(parts, words, of, wanted)
      const hits = found.filter((fragment) => isTrue(fragment, query)).map(toHit)
      return { kind: of, total: hits.length < found.length ? hits.length : total, hits }
    }),
  )
  const some = groups.filter(({ total }) => total > 0)
  // A kind that was chosen for other words and has none of these would show nothing.
  const only = some.some((group) => group.kind === kind) ? kind : null
  if (only === null && kind !== null) return searchSite(query, null, limit)
  return some.map((group) => (only === null || only === group.kind ? group : { ...group, hits: [] }))
}

async function findBest(
  parts: Pagefind[],
  words: string,
  kind: SearchKind,
  limit: number,
): Promise<Fragment[]> {
  const answers = await Promise.all(parts.map((part) => part.search(words, { filters: { kind } })))
  const best = answers
    .flatMap(({ results }) => results.slice(0, limit))
    .toSorted((left, right) => right.score - left.score)
  return Promise.all(best.slice(0, limit).map((result) => result.data()))
}

function isTrue({ raw_url: url, content, meta }: Fragment, query: string): boolean {
  return holdsWords(query, [content, decodeURIComponent(url), meta.title, meta.id ?? ''])
}

function toHit({ raw_url: url, meta }: Fragment): SearchHit {
  return { url, title: meta.title, detail: meta.detail }
}
