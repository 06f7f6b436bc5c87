import type { SearchKind } from '../../../lib/search-records.ts'
import { holdsWords, queryWords } from '../../../lib/search-words.ts'
import { loadSiteIndex, type Fragment, type LoadedPart, type Result } from './site-index.ts'

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

const PAGES: Record<SearchKind, string> = {
  Project: 'projects/',
  Host: 'hosts/',
  Instance: 'instances/',
  Volume: 'volumes/',
  Flavor: 'flavors/',
}

/** Most wanted first. */
const PAGED: readonly SearchKind[] = ['Instance', 'Volume', 'Host', 'Project', 'Flavor']

/** Few and broad first: whoever types a host's name wants the host, then what runs there. */
const KINDS: readonly SearchKind[] = ['Project', 'Host', 'Instance', 'Volume', 'Flavor']

/** The page of each kind, filtered by what is looked for. */
export function pageGroups(query: string): SearchGroup[] {
  return PAGED.map((kind) => ({
    kind,
    total: 1,
    hits: [{ url: allUrl(kind, query), title: `${kind}s with “${query.trim()}”`, detail: '' }],
  }))
}

/** The page whose table shows all matches of a kind. */
export function allUrl(kind: SearchKind, query: string): string {
  return `${PAGES[kind]}?q=${encodeURIComponent(query.trim())}`
}

/** The kinds that have matches, each with its total and `limit` hits. Where `kind` has matches the others come without hits. */
export async function searchSite(
  query: string,
  kind: SearchKind | null,
  limit: number,
): Promise<SearchGroup[]> {
  const words = queryWords(query)
  if (words === '') return []
  const parts = await loadSiteIndex()
  const matches = await Promise.all(
    KINDS.map(async (of) => ({ kind: of, results: await findMatches(parts, of, words, query) })),
  )
  const some = matches.filter(({ results }) => results.length > 0)
  // A kind that was chosen for other words and has none of these would show nothing.
  const only = some.some((match) => match.kind === kind) ? kind : null
  return Promise.all(
    some.map(async (match) => {
      const shown = only === null || only === match.kind ? match.results.slice(0, limit) : []
      const fragments = await Promise.all(shown.map((result) => result.data()))
      const hits = fragments.filter((fragment) => isTrue(fragment, query)).map(toHit)
      return { kind: match.kind, total: match.results.length, hits }
    }),
  )
}

/** All matches of a kind, best first. A part whose best one is none has only guessed: pagefind then takes what fits a part of a word. */
async function findMatches(
  parts: LoadedPart[],
  kind: SearchKind,
  words: string,
  query: string,
): Promise<Result[]> {
  const answers = await Promise.all(
    parts
      .filter((part) => part.kinds.includes(kind))
      .map(async (part) => {
        const results = await part.search(words, kind)
        const best = await results[0]?.data()
        return best && isTrue(best, query) ? results : []
      }),
  )
  const [only = [], ...others] = answers.filter((results) => results.length > 0)
  return others.length === 0
    ? only
    : [only, ...others].flat().toSorted((left, right) => right.score - left.score)
}

function isTrue({ raw_url: url, content, meta }: Fragment, query: string): boolean {
  return holdsWords(query, [content, decodeURIComponent(url), meta.title, meta.id ?? ''])
}

function toHit({ raw_url: url, meta }: Fragment): SearchHit {
  return { url, title: meta.title, detail: meta.detail }
}
