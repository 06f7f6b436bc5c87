import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

interface Props {
  label: ComponentChildren
  /** For assistive technology, where the label alone does not say enough. */
  name: string
  children: (close: () => void) => ComponentChildren
}

/** A button and what it opens. Escape and a click elsewhere close it; Escape gives the focus back. */
export function Popover({ label, name, children }: Props) {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    if (!open) return undefined
    root.current?.querySelector<HTMLElement>('.dt-popover :is(input, select, button)')?.focus()
    const leave = (event: Event) => {
      if (!event.composedPath().includes(root.current as EventTarget)) setOpen(false)
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
        <dialog open class="dt-popover" aria-label={name}>
          {children(close)}
        </dialog>
      )}
    </div>
  )
}
