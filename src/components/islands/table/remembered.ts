/** What a reader chose for a table on this machine. A link says more than a memory: see `use-view.ts`. */
export interface Remembered {
  columns: string[] | null
  widths: Record<string, number>
  compact: boolean
}

const NOTHING: Remembered = { columns: null, widths: {}, compact: false }

/** Falls back to the defaults where there is no storage, or something else in it. */
export function recall(table: string): Remembered {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(nameOf(table)) ?? 'null')
    if (typeof stored !== 'object' || stored === null) return NOTHING
    const { columns, widths, compact } = stored as Record<string, unknown>
    return {
      columns: Array.isArray(columns) && columns.every((key) => typeof key === 'string') ? columns : null,
      widths: widthsOf(widths),
      compact: compact === true,
    }
  } catch {
    return NOTHING
  }
}

export function remember(table: string, settings: Remembered): void {
  try {
    localStorage.setItem(nameOf(table), JSON.stringify(settings))
  } catch {
    // A browser that stores nothing still shows the table.
  }
}

export function forget(table: string): void {
  try {
    localStorage.removeItem(nameOf(table))
  } catch {
    // See above.
  }
}

function nameOf(table: string): string {
  return `aether:table:${table}`
}

function widthsOf(stored: unknown): Record<string, number> {
  if (typeof stored !== 'object' || stored === null) return {}
  const entries = Object.entries(stored).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  )
  return Object.fromEntries(entries)
}
