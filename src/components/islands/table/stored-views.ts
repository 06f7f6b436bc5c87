import { parseSavedViews, type SavedView, serialiseSavedViews } from '../../../lib/table/saved-views.ts'

/** The saved views of a table; none where the browser stores nothing. */
export function recallViews(table: string): SavedView[] {
  try {
    return parseSavedViews(localStorage.getItem(nameOf(table)))
  } catch {
    return []
  }
}

/** Whether they could be stored. */
export function storeViews(table: string, views: readonly SavedView[]): boolean {
  try {
    localStorage.setItem(nameOf(table), serialiseSavedViews(views))
    return true
  } catch {
    return false
  }
}

function nameOf(table: string): string {
  return `aether:views:${table}`
}
