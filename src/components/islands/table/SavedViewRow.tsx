import { useState } from 'preact/hooks'
import { Icon } from './Icon.tsx'

interface Props {
  name: string
  href: string
  /** Whether it is what the table shows now. */
  current: boolean
  onOpen(): void
  onRename(to: string): void
  onDelete(): void
}

export function SavedViewRow({ name, href, current, onOpen, onRename, onDelete }: Props) {
  const [renamed, setRenamed] = useState<string | null>(null)

  if (renamed !== null) {
    return (
      <li>
        <form
          class="dt-save"
          onSubmit={(event) => {
            event.preventDefault()
            setRenamed(null)
            if (renamed.trim() !== '') onRename(renamed)
          }}
        >
          <input
            ref={(input) => input?.focus()}
            class="input"
            type="text"
            aria-label={`New name for ${name}`}
            maxLength={80}
            value={renamed}
            onInput={(event) => setRenamed(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return
              // Only the renaming is given up; the menu stays.
              event.stopPropagation()
              setRenamed(null)
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
      <button type="button" class="dt-clear" aria-label={`Rename ${name}`} onClick={() => setRenamed(name)}>
        <Icon name="edit" size={14} />
      </button>
      <button type="button" class="dt-clear" aria-label={`Delete ${name}`} onClick={onDelete}>
        <Icon name="close" size={12} />
      </button>
    </li>
  )
}
