/** Arrows, Page Up and Down, Home and End move through the rows; Enter or a click opens one. */
import { rowOf, type RowMarks } from './grid-rows.ts'

export interface KeyOptions {
  marks: RowMarks
  rowHeight: number
  rows(): Uint32Array
  open(row: number): void
}

export function listenToKeys(
  host: HTMLElement,
  options: KeyOptions,
): { reveal(row: number): void; stop(): void } {
  const { marks, rowHeight, rows, open } = options
  const holder = host.querySelector<HTMLElement>('.tabulator-tableholder')
  // A row is the stop for the Tab key, not what they scroll in.
  holder?.removeAttribute('tabindex')

  function reveal(row: number): void {
    const position = marks.positionOf(row)
    if (!holder || position === -1) return
    const top = position * rowHeight
    if (top < holder.scrollTop) holder.scrollTop = top
    else if (top + rowHeight > holder.scrollTop + holder.clientHeight) {
      holder.scrollTop = top + rowHeight - holder.clientHeight
    }
  }

  function move(key: string, from: number | null): number | null {
    const last = rows().length - 1
    const position = from === null ? -1 : marks.positionOf(from)
    const page = Math.max(1, Math.floor((holder?.clientHeight ?? 0) / rowHeight) - 1)
    const targets: Record<string, number> = {
      ArrowDown: position + 1,
      ArrowUp: position - 1,
      PageDown: position + page,
      PageUp: position - page,
      Home: 0,
      End: last,
    }
    const target = targets[key]
    return target === undefined ? null : Math.max(0, Math.min(last, target))
  }

  /** A link in a cell keeps its own keys. */
  function isOnRow(target: EventTarget | null): boolean {
    return target === host || (target instanceof HTMLElement && target.matches('.tabulator-row'))
  }

  function onKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || !isOnRow(event.target)) return
    const at = event.target === host ? marks.active() : rowOf(event.target as HTMLElement)
    if (event.key === 'Enter' && at !== null) {
      event.preventDefault()
      open(at)
      return
    }
    const row = rows()[move(event.key, at) ?? -1]
    if (row === undefined) return
    event.preventDefault()
    marks.activate(row)
    reveal(row)
    marks.focus()
  }

  function onClick(event: MouseEvent): void {
    if (!(event.target instanceof Element) || event.target.closest('a, button, input')) return
    const node = event.target.closest<HTMLElement>('.tabulator-row')
    // Text that was just selected is meant to be copied.
    if (!node || (getSelection()?.toString() ?? '') !== '') return
    open(rowOf(node))
  }

  host.addEventListener('keydown', onKey)
  host.addEventListener('click', onClick)
  return {
    reveal,
    stop() {
      host.removeEventListener('keydown', onKey)
      host.removeEventListener('click', onClick)
    },
  }
}
