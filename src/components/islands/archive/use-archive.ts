import { useEffect, useState } from 'preact/hooks'
import type { ArchivedSnapshot } from '../../../lib/archive-index.ts'
import { fetchArchive } from '../../../lib/table/shown-archive.ts'

export type LoadedArchive =
  | { state: 'loading' }
  | { state: 'ready'; snapshots: ArchivedSnapshot[] }
  | { state: 'failed'; reason: string }

/** What is kept now: pruning goes on after a page was built, so no page knows it by itself. */
export function useArchive(): LoadedArchive {
  const [loaded, setLoaded] = useState<LoadedArchive>({ state: 'loading' })
  useEffect(() => {
    fetchArchive()
      .then((snapshots) => setLoaded({ state: 'ready', snapshots }))
      .catch((error: unknown) =>
        setLoaded({ state: 'failed', reason: error instanceof Error ? error.message : String(error) }),
      )
  }, [])
  return loaded
}
