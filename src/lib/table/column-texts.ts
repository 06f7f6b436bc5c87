import { foldText } from '../fold.ts'
import { cellText } from './cell-text.ts'
import type { Table, TableColumn } from './decode.ts'
import { createHaystack, type Haystack } from './haystack.ts'

/** The texts of a column's distinct values, made at the first search and kept: a keystroke then only compares. */
export interface ColumnTexts {
  asShown(column: TableColumn): readonly string[]
  /** Without accents and in lower case. */
  folded(column: TableColumn): Haystack
}

export function createColumnTexts(table: Table): ColumnTexts {
  const shown = new Map<TableColumn, string[]>()
  const folded = new Map<TableColumn, Haystack>()

  function asShown(column: TableColumn): string[] {
    return keep(shown, column, () =>
      Array.from({ length: column.size }, (_, index) => cellText(column, column.cell(index), table.timeZone)),
    )
  }

  return {
    asShown,
    folded: (column) => keep(folded, column, () => createHaystack(asShown(column).map(foldText))),
  }
}

function keep<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = known.get(key) ?? make()
  known.set(key, value)
  return value
}
