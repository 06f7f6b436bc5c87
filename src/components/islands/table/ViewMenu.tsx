import { useState } from 'preact/hooks'
import { SavedViews } from './SavedViews.tsx'
import type { TableView } from './use-view.ts'

interface Props {
  table: string
  view: TableView
  onClose(): void
}

/** How the table looks, and views to come back to. */
export function ViewMenu({ table, view, onClose }: Props) {
  const [copied, setCopied] = useState('')
  const { compact, widths } = view.settings

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(view.link())
      setCopied('Link copied')
    } catch {
      // Without https there is no clipboard; the address bar holds the same link.
      setCopied('The address bar holds this view: copy it from there')
    }
  }

  return (
    <div class="dt-menu">
      <SavedViews table={table} view={view} onClose={onClose} />
      <hr class="dt-rule" />
      <button type="button" class="dt-item" onClick={() => void copy()}>
        {copied || 'Copy a link to this view'}
      </button>
      <label class="dt-choice">
        <input type="checkbox" checked={compact} onChange={() => view.keep({ compact: !compact })} />
        <span class="dt-choice-text">Compact rows</span>
      </label>
      {Object.keys(widths).length > 0 && (
        <button type="button" class="dt-item" onClick={view.resetWidths}>
          Reset the columns' widths
        </button>
      )}
      <button
        type="button"
        class="dt-item"
        onClick={() => {
          view.reset()
          onClose()
        }}
      >
        Reset filters, sorting and columns
      </button>
      <output class="screen-reader-only">{copied}</output>
    </div>
  )
}
