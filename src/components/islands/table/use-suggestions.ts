import type { RefObject } from 'preact'
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import {
  suggest,
  type Suggestion,
  type Suggestions,
  type SuggestSource,
} from '../../../lib/table/query-suggest.ts'

interface Options {
  input: RefObject<HTMLInputElement>
  value: string
  /** Null while the rows are loading. */
  source: SuggestSource | null
  onChange(value: string): void
}

export interface Suggesting {
  /** Null where the list is closed. */
  list: Suggestions | null
  /** Position of the chosen one; -1 while none is. */
  active: number
  accept(item: Suggestion): void
  /** After the line was typed into. */
  typed(): void
  close(): void
  /** Whether the key was for the list. */
  onKey(event: KeyboardEvent): boolean
  /** After a key that may have moved the caret. */
  follow(): void
}

/** What is offered below the line, and which of it is chosen. Typing goes on as if the list were not there. */
export function useSuggestions({ input, value, source, onChange }: Options): Suggesting {
  const [place, setPlace] = useState<{ caret: number; asked: boolean } | null>(null)
  const [active, setActive] = useState(-1)
  const caretToSet = useRef<number | null>(null)
  const list = useMemo(
    () => (place && source ? suggest(value, place.caret, source, place.asked) : null),
    [place, source, value],
  )

  useLayoutEffect(() => {
    if (caretToSet.current === null) return
    input.current?.setSelectionRange(caretToSet.current, caretToSet.current)
    caretToSet.current = null
  }, [value, input])

  function openAt(caret: number, asked: boolean): void {
    setPlace({ caret, asked })
    setActive(asked ? 0 : -1)
  }

  function accept({ text, open }: Suggestion): void {
    if (!list) return
    const { from, to } = list.span
    const after = value.slice(to)
    // What is complete is followed by the blank before the next part.
    const gap = open || /^[\s,]/.test(after) ? '' : ' '
    const caret = from + text.length + gap.length
    caretToSet.current = caret
    onChange(value.slice(0, from) + text + gap + after)
    if (open) openAt(caret, false)
    else setPlace(null)
  }

  function onKey(event: KeyboardEvent): boolean {
    if (event.key === 'ArrowDown' && !list) {
      openAt(caretOf(input), true)
      return true
    }
    if (!list) return false
    const chosen = list.items[active]
    if (event.key === 'ArrowDown') setActive((active + 1) % list.items.length)
    else if (event.key === 'ArrowUp') setActive(active === -1 ? list.items.length - 1 : active - 1)
    else if (event.key === 'Escape') setPlace(null)
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) accept(chosen)
    else return false
    return true
  }

  return {
    list,
    active,
    accept,
    onKey,
    typed: () => openAt(caretOf(input), false),
    close: () => setPlace(null),
    follow() {
      if (place && caretOf(input) !== place.caret) openAt(caretOf(input), false)
    },
  }
}

function caretOf(input: RefObject<HTMLInputElement>): number {
  return input.current?.selectionEnd ?? 0
}
