/** Views that a reader named, as kept on this machine: each is a name and the `?...` of a link. */

export interface SavedView {
  name: string
  /** As `serialiseViewState` writes it for a table that is alone on its page; '' for the default view. */
  search: string
}

const LONGEST_NAME = 80

/** Reads what was stored. Whatever is not a view is left out, and of two with one name the first stays. */
export function parseSavedViews(text: string | null): SavedView[] {
  const views: SavedView[] = []
  for (const entry of listOf(text)) {
    if (typeof entry !== 'object' || entry === null) continue
    const { name, search } = entry as Record<string, unknown>
    if (typeof name !== 'string' || typeof search !== 'string') continue
    const clean = cleanName(name)
    if (clean !== '' && !findView(views, clean)) views.push({ name: clean, search })
  }
  return views
}

export function serialiseSavedViews(views: readonly SavedView[]): string {
  return JSON.stringify(views)
}

/** Adds it at the end, or takes the place of the one with this name. */
export function saveView(views: readonly SavedView[], view: SavedView): SavedView[] {
  const named = { ...view, name: cleanName(view.name) }
  const known = findView(views, named.name)
  return known ? views.map((other) => (other === known ? named : other)) : [...views, named]
}

/** The view keeps its place; one that already has the new name gives way to it. */
export function renameView(views: readonly SavedView[], from: string, to: string): SavedView[] {
  const view = findView(views, from)
  const name = cleanName(to)
  if (!view || name === '') return [...views]
  const replaced = findView(views, name)
  return views
    .filter((other) => other === view || other !== replaced)
    .map((other) => (other === view ? { ...view, name } : other))
}

export function deleteView(views: readonly SavedView[], name: string): SavedView[] {
  const view = findView(views, name)
  return views.filter((other) => other !== view)
}

/** Names that differ in case or spaces only are one name to a person. */
export function findView(views: readonly SavedView[], name: string): SavedView | null {
  const wanted = cleanName(name).toLowerCase()
  return views.find((view) => view.name.toLowerCase() === wanted) ?? null
}

function cleanName(name: string): string {
  return name.replace(/\s+/g, ' ').trim().slice(0, LONGEST_NAME).trim()
}

function listOf(text: string | null): unknown[] {
  try {
    const stored: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(stored) ? stored : []
  } catch {
    return []
  }
}
