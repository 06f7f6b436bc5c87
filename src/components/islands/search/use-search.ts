import { useEffect, useState } from 'preact/hooks'
import type { SearchKind } from '../../../lib/search-records.ts'
import { isShownArchived } from '../../../lib/table/shown-archive.ts'
import { pageGroups, searchSite, type SearchGroup } from './search-site.ts'

/** A pause in typing after which the index is asked. */
const PAUSE_MS = 120
const HITS_A_KIND = 5
const HITS_OF_ONE_KIND = 25

export interface Found {
  /** What the groups answer; it lags behind what is typed. */
  query: string
  groups: SearchGroup[]
  /** `unindexed`: an archived snapshot keeps no index, so that the groups are its pages. */
  state: 'searched' | 'unindexed' | 'failed'
}

const NOTHING: Found = { query: '', groups: [], state: 'searched' }

export function useSearch(query: string, kind: SearchKind | null): Found {
  const [found, setFound] = useState(NOTHING)
  useEffect(() => {
    if (query.trim() === '') {
      setFound(NOTHING)
      return undefined
    }
    let current = true
    const timer = setTimeout(async () => {
      const next = await search(query, kind)
      if (current) setFound(next)
    }, PAUSE_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [query, kind])
  return found
}

async function search(query: string, kind: SearchKind | null): Promise<Found> {
  if (isShownArchived()) return { query, groups: pageGroups(query), state: 'unindexed' }
  try {
    return {
      query,
      groups: await searchSite(query, kind, kind ? HITS_OF_ONE_KIND : HITS_A_KIND),
      state: 'searched',
    }
  } catch {
    return { query, groups: [], state: 'failed' }
  }
}
