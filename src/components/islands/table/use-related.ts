import { useEffect, useState } from 'preact/hooks'
import { cellText } from '../../../lib/table/cell-text.ts'
import { cellOf, findRows, type Table } from '../../../lib/table/decode.ts'
import type { Related } from '../../../lib/table/definition.ts'
import { partOf } from '../../../lib/table/parts.ts'
import { fetchTable } from './fetch-table.ts'

export type RelatedRows =
  | { state: 'loading' }
  | { state: 'failed' }
  /** No rows where nothing belongs to the row. */
  | { state: 'ready'; table: Table; rows: number[] }
  /** The row names nothing. */
  | { state: 'none' }

const files = new Map<string, Promise<Table>>()

/** The rows that belong to this row, fetched when its details open; a file is fetched once. */
export function useRelated(table: Table, row: number, { key, src, parts }: Related): RelatedRows {
  const column = table.column(key)
  const id = column === null ? '' : cellText(column, cellOf(column, row), table.timeZone)
  const [found, setFound] = useState<RelatedRows>({ state: 'loading' })
  useEffect(() => {
    if (id === '') return undefined
    let gone = false
    const settle = (rows: RelatedRows) => {
      if (!gone) setFound(rows)
    }
    setFound({ state: 'loading' })
    readFile(parts === null ? `${src}.json` : `${src}-${partOf(id, parts)}.json`)
      .then((related) => settle({ state: 'ready', table: related, rows: findRows(related, id) }))
      .catch(() => settle({ state: 'failed' }))
    return () => {
      gone = true
    }
  }, [id, src, parts])
  return id === '' ? { state: 'none' } : found
}

function readFile(path: string): Promise<Table> {
  const known = files.get(path)
  if (known) return known
  const file = fetchTable(path)
  files.set(path, file)
  // What failed is asked for anew when details are opened again.
  file.catch(() => files.delete(path))
  return file
}
