import type { SearchKind } from '../../../lib/search-records.ts'
import { fromRoot } from '../../../lib/table/root.ts'

/** The part of pagefind's browser module that is used: https://pagefind.app/docs/api/ */
interface Pagefind {
  options(options: { baseUrl: string }): Promise<void>
  init(): Promise<void>
  search(words: string, options?: { filters: { kind: SearchKind } }): Promise<Answer>
}
interface Answer {
  results: { id: string; data(): Promise<{ raw_url: string; meta: { title: string; detail: string } }> }[]
  filters: { kind?: Partial<Record<SearchKind, number>> }
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

let loaded: Promise<Pagefind> | undefined

/** Fetches the index once. Rejects where it cannot be loaded; the next call tries again. */
export function loadSiteIndex(): Promise<Pagefind> {
  loaded ??= fetchIndex().catch((error: unknown) => {
    loaded = undefined
    throw error
  })
  return loaded
}

async function fetchIndex(): Promise<Pagefind> {
  const address = new URL(fromRoot('pagefind/pagefind.js'), document.baseURI)
  const pagefind = (await import(/* @vite-ignore */ address.href)) as Pagefind
  await pagefind.options({ baseUrl: '/' })
  await pagefind.init()
  return pagefind
}

/** The kinds that have matches, `limit` hits of each, or of `kind` alone; the totals are those of every kind. */
export async function searchSite(
  text: string,
  kind: SearchKind | null,
  limit: number,
): Promise<SearchGroup[]> {
  const words = cleanQuery(text)
  if (words === '') return []
  const pagefind = await loadSiteIndex()
  const all = await pagefind.search(words)
  const groups = KINDS.map((candidate) => ({ kind: candidate, total: all.filters.kind?.[candidate] ?? 0 }))
  const found = groups.filter(({ total }) => total > 0)
  // A kind that was chosen for other words and has none of these would show nothing.
  const only = found.some((group) => group.kind === kind) ? kind : null
  return Promise.all(
    found.map(async (group) => {
      if (only !== null && only !== group.kind) return { ...group, hits: [] }
      const { results } = await pagefind.search(words, { filters: { kind: group.kind } })
      const data = await Promise.all(results.slice(0, limit).map((result) => result.data()))
      return {
        ...group,
        hits: data.map(({ raw_url: url, meta }) => ({ url, title: meta.title, detail: meta.detail })),
      }
    }),
  )
}

/** Keeps what is indexed: `=cmd()` is found as `cmd`. */
export function cleanQuery(text: string): string {
  return text.replaceAll(/[^\p{L}\p{M}\p{N}\p{Extended_Pictographic}\-._:/]+/gu, ' ').trim()
}
