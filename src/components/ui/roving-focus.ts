/** How far an arrow key goes: along the line of items, or also up and down in rows. */
export type Travel = 'line' | 'rows'

/**
 * One tab stop for many items: Tab reaches the one that was last used, arrow keys, Home and End go on from there. `show` is told
 * of the item that is pointed at or has the focus, and null when none is.
 */
export function rove(
  container: Element,
  items: readonly (HTMLElement | SVGElement)[],
  travel: Travel,
  show: (item: HTMLElement | SVGElement | null) => void,
): void {
  const places = new Map<Element, number>(items.map((item, index) => [item, index]))
  const itemOf = ({ target }: Event) => {
    const place = places.get(closestItem(target, places) ?? container)
    return place === undefined ? null : (items[place] ?? null)
  }
  for (const [index, item] of items.entries()) item.setAttribute('tabindex', index === 0 ? '0' : '-1')

  container.addEventListener('focusin', (event) => {
    const item = itemOf(event)
    if (!item) return
    for (const other of container.querySelectorAll('[tabindex="0"]')) {
      if (places.has(other)) other.setAttribute('tabindex', '-1')
    }
    item.setAttribute('tabindex', '0')
    show(item)
  })
  container.addEventListener('focusout', () => show(null))
  container.addEventListener('pointerover', (event) => show(itemOf(event)))
  container.addEventListener('pointerleave', () => show(focusedItem(places)))
  container.addEventListener('keydown', (event) => {
    const item = itemOf(event)
    if (!item || !(event instanceof KeyboardEvent) || event.altKey || event.ctrlKey || event.metaKey) return
    const next = nextItem(items, places.get(item) ?? 0, event.key, travel)
    if (!next) return
    event.preventDefault()
    next.focus()
  })
}

function closestItem(target: EventTarget | null, places: ReadonlyMap<Element, number>): Element | null {
  let element = target instanceof Element ? target : null
  while (element && !places.has(element)) element = element.parentElement
  return element
}

function focusedItem(places: ReadonlyMap<Element, number>): HTMLElement | SVGElement | null {
  const active = document.activeElement
  return active && places.has(active) ? (active as HTMLElement | SVGElement) : null
}

function nextItem(
  items: readonly (HTMLElement | SVGElement)[],
  at: number,
  key: string,
  travel: Travel,
): HTMLElement | SVGElement | undefined {
  if (key === 'Home') return items[0]
  if (key === 'End') return items.at(-1)
  if (key === 'ArrowLeft') return items[at - 1]
  if (key === 'ArrowRight') return items[at + 1]
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined
  const step = key === 'ArrowUp' ? -1 : 1
  return travel === 'line' ? items[at + step] : itemInNextRow(items, at, step)
}

/** The item of the next row that is nearest to the column of this one. */
function itemInNextRow(
  items: readonly (HTMLElement | SVGElement)[],
  at: number,
  step: 1 | -1,
): HTMLElement | SVGElement | undefined {
  const from = items[at]?.getBoundingClientRect()
  if (!from) return undefined
  let row: number | null = null
  let best: { item: HTMLElement | SVGElement; distance: number } | null = null
  for (let index = at + step; index >= 0 && index < items.length; index += step) {
    const item = items[index]
    if (!item) break
    const box = item.getBoundingClientRect()
    if (Math.abs(box.top - from.top) < 1) continue
    row ??= box.top
    if (Math.abs(box.top - row) >= 1) break
    const distance = Math.abs(box.left - from.left)
    if (!best || distance < best.distance) best = { item, distance }
  }
  return best?.item
}
