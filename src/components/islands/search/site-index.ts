import type { IndexPart, SearchKind } from '../../../lib/search-records.ts'
import { fromRoot } from '../../../lib/table/root.ts'

/** The part of pagefind's browser module that is used: https://pagefind.app/docs/api/ */
interface Pagefind {
  options(options: { baseUrl: string; ranking: typeof RANKING }): Promise<void>
  init(): Promise<void>
  search(words: string, options?: { filters: { kind: SearchKind } }): Promise<{ results: Result[] }>
}
/** One match, best first; `data` fetches what is known of it. */
export interface Result {
  score: number
  data(): Promise<Fragment>
}
export interface Fragment {
  raw_url: string
  content: string
  meta: { title: string; detail: string; id?: string }
}

export interface LoadedPart {
  kinds: readonly SearchKind[]
  search(words: string, kind: SearchKind): Promise<Result[]>
}

/** How long a record is and how often it holds a word says nothing of it: what fits alike keeps the order of the snapshot. */
const RANKING = { pageLength: 0, termSaturation: 0 }

let loaded: Promise<LoadedPart[]> | undefined

/** Fetches the index once. Rejects where it cannot be loaded; the next call tries again. */
export function loadSiteIndex(): Promise<LoadedPart[]> {
  loaded ??= fetchIndex().catch((error: unknown) => {
    loaded = undefined
    throw error
  })
  return loaded
}

async function fetchIndex(): Promise<LoadedPart[]> {
  const response = await fetch(fromRoot('pagefind/parts.json'))
  if (!response.ok) throw new Error(`pagefind/parts.json: ${response.status}`)
  const parts = (await response.json()) as IndexPart[]
  return Promise.all(parts.map(fetchPart))
}

async function fetchPart({ kinds }: IndexPart, index: number): Promise<LoadedPart> {
  const address = new URL(fromRoot(`pagefind/${index}/pagefind.js`), document.baseURI)
  const pagefind = (await import(/* @vite-ignore */ address.href)) as Pagefind
  await pagefind.options({ baseUrl: '/', ranking: RANKING })
  await pagefind.init()
  return {
    kinds,
    async search(words, kind) {
      const options = kinds.length > 1 ? { filters: { kind } } : undefined
      const { results } = await pagefind.search(words, options)
      return results
    },
  }
}
