/** What a cell says in plain text: on the screen, to the query line and in exports. */
import { formatTime } from '../time.ts'
import type { AttachedVolume, Cell, CellTypes, ColumnKind, Link } from './definition.ts'
import type { TableColumn } from './decode.ts'
import { KINDS } from './kinds.ts'

const figures = new Intl.NumberFormat('en', { maximumFractionDigits: 2 })
const aligned = [0, 1, 2].map(
  (digits) => new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }),
)
const MIB_PER_GIB = 1024
const BYTES_PER_GIB = 1024 ** 3

/** The number as the column shows it: sizes in GiB, everything else as it is. */
export function shownNumber(column: Pick<TableColumn, 'kind'>, value: number): number {
  if (column.kind === 'memoryMb') return value / MIB_PER_GIB
  if (column.kind === 'bytes') return value / BYTES_PER_GIB
  return value
}

/** With as many decimals as the whole column has, so that figures stand below each other. */
export function formatNumber(column: Pick<TableColumn, 'kind' | 'decimals'>, value: number): string {
  const shown = shownNumber(column, value)
  if (column.kind === 'ratio') return `1:${figures.format(shown)}`
  return (aligned[column.decimals] ?? figures).format(shown)
}

/** What a column's values need: none, one or two; measured values that would need more are shown with one. */
export function countDecimals(kind: ColumnKind, values: Iterable<number | null>): 0 | 1 | 2 {
  if (kind === 'percent') return 1
  let needed: 0 | 1 | 2 = 0
  for (const value of values) {
    const shown = value === null ? 0 : shownNumber({ kind }, value)
    if (Number.isInteger(shown)) continue
    if (!Number.isInteger(shown * 100)) return 1
    needed = Number.isInteger(shown * 10) && needed < 2 ? 1 : 2
  }
  return needed
}

/** '' where nothing is known. */
export function cellText(
  column: Pick<TableColumn, 'kind' | 'decimals'>,
  cell: Cell,
  timeZone: string,
): string {
  if (cell === null || cell === '') return ''
  if (typeof cell === 'number') return formatNumber(column, cell)
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  if (column.kind === 'time') return formatTime(String(cell), timeZone)
  if (column.kind === 'capacity') return capacityText(cell as CellTypes['capacity'])
  if (typeof cell === 'string') return cell
  if (column.kind === 'count') return figures.format((cell as NonNullable<CellTypes['count']>).count)
  return cellItems(column, cell).join(separatorOf(column))
}

/** A list cell's entries, each as one text; one entry for everything else that is text. */
export function cellItems(column: Pick<TableColumn, 'kind'>, cell: Cell): string[] {
  if (cell === null) return []
  if (typeof cell === 'string') return cell === '' ? [] : [cell]
  if (column.kind === 'link') return [(cell as Link).text]
  if (column.kind === 'links') return (cell as Link[]).map((link) => link.text)
  if (column.kind === 'tags') return cell as string[]
  if (column.kind === 'addresses') return networkTexts(cell as NonNullable<CellTypes['addresses']>)
  if (column.kind === 'volumes') return (cell as AttachedVolume[]).map((volume) => volumeText(volume))
  return []
}

/** `sda, data-01, 50 GiB` */
function volumeText(volume: AttachedVolume): string {
  const size = volume.sizeGib === null ? '' : `${figures.format(volume.sizeGib)} GiB`
  return [deviceName(volume.device), volume.name || volume.id, size].filter(Boolean).join(', ')
}

export function deviceName(device: string): string {
  return device.replace(/^\/dev\//, '')
}

/** Text columns take part in a search for a word; numbers and times are asked for by field. */
export function isTextKind(column: Pick<TableColumn, 'kind'>): boolean {
  return !KINDS[column.kind].numeric && !['time', 'boolean', 'capacity'].includes(column.kind)
}

function separatorOf(column: Pick<TableColumn, 'kind'>): string {
  return column.kind === 'addresses' || column.kind === 'volumes' ? '; ' : ', '
}

function networkTexts(networks: NonNullable<CellTypes['addresses']>): string[] {
  return networks.map(({ network, addresses }) => {
    const list = addresses.join(', ')
    return network === '' ? list : `${network}=${list}`
  })
}

function capacityText(cell: CellTypes['capacity']): string {
  if (cell === null) return ''
  const capacity = cell.capacity === null ? 'unknown' : figures.format(cell.capacity)
  return `${figures.format(cell.used)} of ${capacity}`
}
