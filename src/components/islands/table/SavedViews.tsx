import { useRef, useState } from 'preact/hooks'
import { deleteView, findView, renameView, saveView, type SavedView } from '../../../lib/table/saved-views.ts'
import { SavedViewRow } from './SavedViewRow.tsx'
import { recallViews, storeViews } from './stored-views.ts'
import type { TableView } from './use-view.ts'

interface Props {
  /** Name of the table. */
  table: string
  view: TableView
  /** After a view was opened: it is looked at, not the menu. */
  onClose(): void
}

/** Views that have a name, kept on this machine. Each is a link as well, to be handed on. */
export function SavedViews({ table, view, onClose }: Props) {
  const [views, setViews] = useState(() => recallViews(table))
  const [before, setBefore] = useState<SavedView[] | null>(null)
  const [name, setName] = useState('')
  const [renamed, setRenamed] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const current = view.search()
  const known = findView(views, name)

  function keep(next: SavedView[], message: string): void {
    const stored = storeViews(table, next)
    setViews(next)
    setBefore(null)
    setSaid(stored ? message : 'This browser keeps nothing: use the link instead')
  }

  function remove(gone: string): void {
    keep(deleteView(views, gone), `Deleted “${gone}”`)
    setBefore(views)
    field.current?.focus()
  }

  return (
    <section class="dt-saved" aria-label="Saved views">
      <p class="dt-menu-title">Saved views</p>
      <ul class="dt-saved-list">
        {views.map((saved) => (
          <SavedViewRow
            key={saved.name}
            name={saved.name}
            href={view.linkTo(saved.search)}
            current={saved.search === current}
            renamed={saved.name === renamed}
            onOpen={() => {
              view.openView(saved.search)
              onClose()
            }}
            onRename={(to) => {
              const next = renameView(views, saved.name, to)
              keep(next, `Renamed to “${to}”`)
              setRenamed(findView(next, to)?.name ?? null)
            }}
            onDelete={() => remove(saved.name)}
          />
        ))}
      </ul>
      <form
        class="dt-save"
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() === '') return
          keep(
            saveView(views, { name, search: current }),
            known ? `Replaced “${known.name}”` : `Saved “${name}”`,
          )
          setName('')
        }}
      >
        <input
          ref={field}
          class="input"
          type="text"
          aria-label="Name for this view"
          placeholder="Name for this view"
          maxLength={80}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <button type="submit" class="button" disabled={name.trim() === ''}>
          {known ? 'Replace' : 'Save'}
        </button>
      </form>
      <p class="dt-hint">
        <output>{said}</output>
        {before && (
          <button type="button" class="dt-undo" onClick={() => keep(before, 'Brought back')}>
            Undo
          </button>
        )}
      </p>
    </section>
  )
}
