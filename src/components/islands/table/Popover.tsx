import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from './Icon.tsx'

interface Props {
  label: ComponentChildren
  /** For assistive technology, where the label alone does not say enough. */
  name: string
  children: (close: () => void) => ComponentChildren
}

/** A press that closes what is open does nothing else: it would open the row below. Controls outside the rows still act. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => {
    forget()
    const target = event.target instanceof Element ? event.target : null
    const acts = target?.closest('a, button, input, select, textarea, label, summary')
    // A click without a press is a key's.
    if (event.detail === 0 || (acts && !target?.closest('.tabulator-row'))) return
    event.preventDefault()
    event.stopPropagation()
  }
  const forget = () => {
    removeEventListener('click', swallow, true)
    removeEventListener('pointerdown', forget, true)
  }
  addEventListener('click', swallow, true)
  // The next press is another one. The one that is under way has been captured already.
  addEventListener('pointerdown', forget, true)
}

/** A button and what it opens. Escape and a click elsewhere close it; Escape gives the focus back. */
export function Popover({ label, name, children }: Props) {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    if (!open) return undefined
    focusFirst()
    const leave = (event: Event) => {
      if (event.composedPath().includes(root.current as EventTarget)) return
      setOpen(false)
      if (event.type === 'pointerdown') swallowClick()
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      close()
    }
    const element = root.current
    addEventListener('pointerdown', leave)
    addEventListener('focusin', leave)
    element?.addEventListener('keydown', onKeyDown)
    return () => {
      element?.removeEventListener('keydown', onKeyDown)
      removeEventListener('pointerdown', leave)
      removeEventListener('focusin', leave)
    }
  }, [open])

  /** Where a finger points, a field with the focus would bring up the keyboard over the sheet. */
  function focusFirst(): void {
    const dialog = root.current?.querySelector<HTMLElement>('.dt-popover')
    const field = dialog?.querySelector<HTMLElement>(':is(input, select, button):not(.dt-sheet-close)')
    if (matchMedia('(pointer: coarse)').matches) dialog?.focus()
    else field?.focus()
  }

  function close(): void {
    setOpen(false)
    button.current?.focus()
  }

  return (
    <div class="dt-popover-root" ref={root}>
      <button
        ref={button}
        type="button"
        class="button button-quiet"
        aria-label={name}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      {open && (
        <dialog open class="dt-popover" aria-label={name} tabIndex={-1}>
          <div class="dt-sheet-head">
            <span>{name}</span>
            <button
              type="button"
              class="button button-quiet dt-sheet-close"
              aria-label="Close"
              onClick={close}
            >
              <Icon name="close" />
            </button>
          </div>
          {children(close)}
        </dialog>
      )}
    </div>
  )
}
