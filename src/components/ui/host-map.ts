import { rove } from './roving-focus.ts'

/** Each map of hosts: one tab stop, arrow keys between its cells, and what a cell means in words below it. */
export function startHostMaps(): void {
  for (const map of document.querySelectorAll<HTMLElement>('[data-host-map]')) {
    const detail = map.querySelector('[data-detail]')
    const hint = detail?.textContent ?? ''
    rove(map, [...map.querySelectorAll<HTMLElement>('a.cell')], 'rows', (cell) => {
      if (detail)
        detail.textContent =
          cell === null ? hint : `${cell.firstChild?.textContent}: ${cell.getAttribute('title')}`
    })
  }
}
