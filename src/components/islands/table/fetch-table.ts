import { decodeTable, type Table } from '../../../lib/table/decode.ts'
import type { EncodedTable } from '../../../lib/table/encoded.ts'
import { fromRoot } from '../../../lib/table/root.ts'
import { readAt } from '../../../lib/table/shown-snapshot.ts'

/** Fetches a file of rows, e.g. `rows/volumes.json`. Throws an Error that says what the server answered. */
export async function fetchTable(path: string): Promise<Table> {
  const response = await fetch(fromRoot(path))
  if (!response.ok) throw new Error(`The server answered ${response.status} for ${path}.`)
  return decodeTable((await response.json()) as EncodedTable, readAt)
}
