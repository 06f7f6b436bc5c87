/** Cells as DOM nodes, for the grid and the detail panel alike. Whatever a name holds, it only ever becomes a text node. */
import { ICONS, type IconName } from '../../icons.ts'
import { cellItems, cellText, deviceName, formatNumber } from '../../../lib/table/cell-text.ts'
import { cellOf, positionOf, type Table, type TableColumn } from '../../../lib/table/decode.ts'
import type { AttachedVolume, Cell, CellTypes, Link } from '../../../lib/table/definition.ts'
import { KINDS } from '../../../lib/table/kinds.ts'
import { fromRoot } from '../../../lib/table/root.ts'
import { formatGib } from '../../../lib/units.ts'
import { statusTone } from '../../../lib/status-tone.ts'
import { drawCapacity } from './capacity-cell.ts'
import { appendText } from './plain-text.ts'

const SVG = 'http://www.w3.org/2000/svg'
const TAIL_LENGTH = 4

export function renderCell(table: Table, column: TableColumn, row: number): Node {
  const cell = cellOf(column, row)
  const text = cellText(column, cell, table.timeZone)
  if (text === '') return element('span', 'dt-none', '—')
  if (column.kind === 'status') return renderStatus(text)
  if (column.kind === 'id') return renderId(text)
  if (column.kind === 'link') return renderLink(cell as Link)
  if (column.kind === 'count') return renderCount(column, cell as CellTypes['count'])
  if (column.kind === 'links') return renderList((cell as Link[]).map(renderLink), text)
  if (column.kind === 'volumes') return renderList((cell as AttachedVolume[]).map(renderVolume), text)
  if (column.kind === 'addresses') return renderNetworks(cell as NonNullable<CellTypes['addresses']>, text)
  if (column.kind === 'tags') {
    return renderList(
      cellItems(column, cell).map((tag) => element('span', 'chip', tag)),
      text,
      ' ',
    )
  }
  if (column.kind === 'capacity') return drawCapacity(cell as CellTypes['capacity'], text)
  if (KINDS[column.kind].numeric) return renderNumber(column, column.number(positionOf(column, row)))
  return element('span', 'dt-text', text, text)
}

export function element(name: string, className: string, text = '', title = ''): HTMLElement {
  const node = document.createElement(name)
  node.className = className
  if (text !== '') appendText(node, text)
  if (title !== '') node.title = title
  return node
}

function drawIcon(name: IconName, size = 14): SVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  const path = document.createElementNS(SVG, 'path')
  svg.setAttribute('class', 'dt-icon')
  svg.setAttribute('viewBox', '0 0 16 16')
  svg.setAttribute('width', String(size))
  svg.setAttribute('height', String(size))
  svg.setAttribute('aria-hidden', 'true')
  path.setAttribute('d', ICONS[name])
  svg.append(path)
  return svg
}

function renderStatus(text: string): Node {
  const tone = statusTone(text)
  const node = element('span', `dt-status tone-${tone}`)
  node.append(drawIcon(tone))
  appendText(node, text)
  return node
}

/** Shortened in the middle by CSS alone, so that the whole id is found, copied and read aloud. */
function renderId(text: string): Node {
  const node = element('span', 'dt-id', '', text)
  node.append(element('span', 'dt-id-head', text.slice(0, -TAIL_LENGTH)), text.slice(-TAIL_LENGTH))
  return node
}

function renderLink({ text, href }: Link): Node {
  if (href === null) return element('span', 'dt-text', text, text)
  const node = element('a', 'dt-text', text, text) as HTMLAnchorElement
  node.href = fromRoot(href)
  return node
}

function renderCount(column: TableColumn, cell: CellTypes['count']): Node {
  if (cell === null) return element('span', 'dt-none', '—')
  return renderLink({ text: formatNumber(column, cell.count), href: cell.href })
}

function renderVolume({ device, name, id, sizeGib }: AttachedVolume): Node {
  const node = element('span', 'dt-volume')
  if (device !== '') node.append(element('span', 'dt-device', deviceName(device)), ' ')
  node.append(
    renderLink({ text: name || id, href: id === '' ? null : `volumes/?id=${encodeURIComponent(id)}` }),
  )
  if (sizeGib !== null) node.append(` ${formatGib(sizeGib)}`)
  return node
}

function renderNetworks(networks: NonNullable<CellTypes['addresses']>, title: string): Node {
  const items = networks.map(({ network, addresses }) => {
    const node = element('span', 'dt-network')
    if (network !== '') node.append(element('span', 'dt-device', network), ' ')
    appendText(node, addresses.join(', '))
    return node
  })
  return renderList(items, title, '; ')
}

function renderList(items: Node[], title: string, separator = ', '): Node {
  const node = element('span', 'dt-list', '', title)
  items.forEach((item, index) => {
    if (index > 0) node.append(element('span', 'dt-separator', separator))
    node.append(item)
  })
  return node
}

function renderNumber(column: TableColumn, value: Cell): Node {
  if (typeof value !== 'number') return element('span', 'dt-none', 'unknown')
  return document.createTextNode(formatNumber(column, value))
}
