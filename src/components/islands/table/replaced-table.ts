/** Other rows for a table of the page, as a draft works them out; filters, columns and sort stay what they are. */
import { useEffect, useState } from 'preact/hooks'
import type { Table } from '../../../lib/table/decode.ts'

const EVENT = 'aether:table'
/** By name, for tables that are loaded after their rows were replaced. */
const replaced = new Map<string, Table>()

/** Null gives the table its own rows back. */
export function replaceTable(name: string, table: Table | null): void {
  if (table === null && !replaced.has(name)) return
  if (table === null) replaced.delete(name)
  else replaced.set(name, table)
  dispatchEvent(new Event(EVENT))
}

/** The table, or what stands in for it. */
export function useReplacedTable(table: Table): Table {
  const [shown, setShown] = useState(() => replaced.get(table.name) ?? table)
  useEffect(() => {
    const follow = () => setShown(replaced.get(table.name) ?? table)
    follow()
    addEventListener(EVENT, follow)
    return () => removeEventListener(EVENT, follow)
  }, [table])
  return shown
}
