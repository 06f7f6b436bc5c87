import { useEffect, useRef } from 'preact/hooks'
import type { Table, TableColumn } from '../../../lib/table/decode.ts'
import { makePrintTable } from './print-table.ts'

interface Props {
  table: Table
  columns: readonly TableColumn[]
  rows: Uint32Array
  /** Somebody asked for these rows on paper. */
  asked: boolean
  onPrinted(): void
}

/** Filled only while the page is printed. */
export function PrintedRows({ table, columns, rows, asked, onPrinted }: Props) {
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const fill = () => host.current?.replaceChildren(makePrintTable(table, columns, rows))
    const empty = () => {
      host.current?.replaceChildren()
      onPrinted()
    }
    addEventListener('beforeprint', fill)
    addEventListener('afterprint', empty)
    return () => {
      removeEventListener('beforeprint', fill)
      removeEventListener('afterprint', empty)
    }
  }, [table, columns, rows])
  // After the one above, so that what is printed is what was asked for.
  useEffect(() => {
    if (asked) print()
  }, [asked])
  return <div ref={host} />
}
