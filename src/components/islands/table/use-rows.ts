import { useEffect, useState } from 'preact/hooks'
import { decodeTable, type Table } from '../../../lib/table/decode.ts'
import type { EncodedTable } from '../../../lib/table/encoded.ts'
import { readAt } from '../../../lib/table/shown-snapshot.ts'
import { fetchRows } from './fetch-table.ts'

export interface RowsSource {
  /** Path below the root of a JSON file of rows, or null where they are in the page. */
  src: string | null
  /** Id of the element that holds them. */
  inline: string | null
}

export type Loaded =
  | { state: 'loading' }
  | { state: 'ready'; table: Table }
  | { state: 'failed'; reason: string }

export function useRows({ src, inline }: RowsSource): Loaded {
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' })
  useEffect(() => {
    readRows(src, inline)
      .then((encoded) => setLoaded({ state: 'ready', table: decodeTable(encoded, readAt) }))
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error)
        setLoaded({ state: 'failed', reason })
      })
  }, [src, inline])
  return loaded
}

async function readRows(src: string | null, inline: string | null): Promise<EncodedTable> {
  if (src === null)
    return JSON.parse(document.getElementById(inline ?? '')?.textContent ?? '') as EncodedTable
  return fetchRows(src)
}
