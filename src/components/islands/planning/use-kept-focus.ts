import { useLayoutEffect, useRef } from 'preact/hooks'

/**
 * Keeps the focus where an action takes away or disables the button that has it: on the first of these selectors that is there
 * afterwards. The page scrolls there for a keyboard alone; a mouse stays where it is.
 */
export function useKeptFocus(): (...selectors: string[]) => void {
  const wanted = useRef<{ selectors: string[]; preventScroll: boolean } | null>(null)
  useLayoutEffect(() => {
    const { current } = wanted
    wanted.current = null
    const { activeElement } = document
    const isLost = activeElement === null || activeElement.matches('body, :disabled')
    if (!current || !isLost) return
    const found = current.selectors.flatMap(
      (selector) => document.querySelector<HTMLElement>(`${selector}:not(:disabled)`) ?? [],
    )
    found[0]?.focus({ preventScroll: current.preventScroll })
  })
  return (...selectors) => {
    wanted.current = { selectors, preventScroll: !document.activeElement?.matches(':focus-visible') }
  }
}
