import type { ColumnComponent } from 'tabulator-tables'
import type { TableColumn } from '../../../lib/table/decode.ts'
import type { SortKey } from '../../../lib/table/definition.ts'
import { element } from './cells.ts'

export interface HeaderActions {
  onSort(key: string, additional: boolean): void
  /** By a key: one place to the left (-1) or to the right (1). */
  onMove(key: string, by: -1 | 1): void
  /** By a key: pixels wider or narrower. */
  onWiden(key: string, by: number): void
}

const STEP = 16

/** A header is a button that sorts; with Shift held it adds to the sort. With keys it moves and sizes its column, too. */
export function createHeader(column: TableColumn, actions: HeaderActions): Node {
  const button = element('button', 'dt-head') as HTMLButtonElement
  button.type = 'button'
  button.tabIndex = -1
  button.addEventListener('focus', () => placeHeaderStop(button))
  if (column.help !== '') button.title = column.help
  button.append(element('span', 'dt-head-title', column.title))
  if (column.unit !== '') button.append(element('span', 'dt-head-unit', column.unit))
  button.append(element('span', 'dt-head-sort'))
  button.addEventListener('click', (event) => actions.onSort(column.key, event.shiftKey))
  button.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (!actOnKey(event, button, column.key, actions)) return
    event.preventDefault()
    event.stopPropagation()
  })
  return button
}

/** Arrows go from header to header, with Shift they take the column along; + and - size it. */
function actOnKey(event: KeyboardEvent, button: HTMLElement, key: string, actions: HeaderActions): boolean {
  const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
  if (step !== 0 && event.shiftKey) actions.onMove(key, step)
  else if (step !== 0) focusBeside(button, step)
  else if (event.key === '+') actions.onWiden(key, STEP)
  else if (event.key === '-') actions.onWiden(key, -STEP)
  else return false
  return true
}

/** The headers are one stop for the Tab key: the one that had the focus last, at first the first. */
export function placeHeaderStop(stop: HTMLElement): void {
  for (const head of headsAround(stop)) head.tabIndex = head === stop ? 0 : -1
}

function headsAround(button: HTMLElement): HTMLElement[] {
  return [...(button.closest('.tabulator-header')?.querySelectorAll<HTMLElement>('.dt-head') ?? [])]
}

function focusBeside(button: HTMLElement, step: -1 | 1): void {
  const all = headsAround(button)
  all[all.indexOf(button) + step]?.focus()
}

/** Says it to the eye (an arrow, and its rank where several sort) and to assistive technology. */
export function markSorted(
  headers: readonly ColumnComponent[],
  columns: readonly TableColumn[],
  sort: readonly SortKey[],
): void {
  const shown = sort.filter(({ key }) => columns.some((column) => column.key === key))
  for (const header of headers) {
    const rank = shown.findIndex(({ key }) => key === header.getField())
    const direction = shown[rank]?.descending ? 'descending' : 'ascending'
    const node = header.getElement()
    // Only the first sort key may say so: aria-sort is for one column at a time.
    if (rank === 0) node.setAttribute('aria-sort', direction)
    else node.removeAttribute('aria-sort')
    const mark = node.querySelector('.dt-head-sort')
    if (!mark) continue
    mark.textContent =
      rank === -1 ? '' : `${direction === 'ascending' ? '↑' : '↓'}${shown.length > 1 ? rank + 1 : ''}`
  }
}

/**
 * An arrow key scrolls the header to the button that it focuses, and Tabulator only ever moves the header after the rows: the rows
 * follow here, so that each column stays below its title. The header then takes what the rows could reach.
 */
export function scrollRowsWithHeader(host: HTMLElement): void {
  const header = host.querySelector('.tabulator-header-contents')
  const rows = host.querySelector('.tabulator-tableholder')
  if (!header || !rows) return
  header.addEventListener('scroll', () => {
    if (header.scrollLeft === rows.scrollLeft) return
    rows.scrollLeft = header.scrollLeft
    header.scrollLeft = rows.scrollLeft
  })
}
