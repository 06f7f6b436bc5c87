import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Icon } from './Icon.tsx'

interface Props {
  name: string
  href: string
  /** Whether it is what the table shows now. */
  current: boolean
  /** Whether it has just got this name: the focus was on its row. */
  renamed: boolean
  onOpen(): void
  onRename(to: string): void
  onDelete(): void
}

export function SavedViewRow({ name, href, current, renamed, onOpen, onRename, onDelete }: Props) {
  const [draft, setDraft] = useState<string | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const wasDraft = useRef(renamed)

  // The field is gone with the focus in it: it goes back to the button that opened it.
  useLayoutEffect(() => {
    if (draft === null && wasDraft.current) button.current?.focus()
    wasDraft.current = draft !== null
  }, [draft])

  if (draft !== null) {
    return (
      <li>
        <form
          class="dt-save"
          onSubmit={(event) => {
            event.preventDefault()
            setDraft(null)
            if (draft.trim() !== '') onRename(draft)
          }}
        >
          <input
            ref={(input) => input?.focus()}
            class="input"
            type="text"
            aria-label={`New name for ${name}`}
            maxLength={80}
            value={draft}
            onInput={(event) => setDraft(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return
              // Only the renaming is given up; the menu stays.
              event.stopPropagation()
              setDraft(null)
            }}
          />
          <button type="submit" class="button">
            Rename
          </button>
        </form>
      </li>
    )
  }

  return (
    <li class="dt-saved-row">
      <a
        class="dt-item dt-saved-link"
        href={href}
        aria-current={current ? 'true' : undefined}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return
          event.preventDefault()
          onOpen()
        }}
      >
        {name}
      </a>
      <button
        ref={button}
        type="button"
        class="dt-clear"
        aria-label={`Rename ${name}`}
        onClick={() => setDraft(name)}
      >
        <Icon name="edit" size={14} />
      </button>
      <button type="button" class="dt-clear" aria-label={`Delete ${name}`} onClick={onDelete}>
        <Icon name="close" size={12} />
      </button>
    </li>
  )
}
