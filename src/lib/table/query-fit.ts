/** Whether one value of a column fits one test of a query. */
import { cellItems, isTextKind, shownNumber } from './cell-text.ts'
import type { ColumnTexts } from './column-texts.ts'
import type { TableColumn } from './decode.ts'
import type { CellTypes } from './definition.ts'
import { isWithin } from './ip-address.ts'
import type { ValueTest } from './query.ts'

/** As somebody types it, or as the table prints it. */
const NUMBER = /^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** One byte for each distinct value of a column: 1 where it fits. */
export type Fitting = Uint8Array

/**
 * A word is looked for in every text; a number is found where it is the whole number shown. Null where a column has nothing to
 * look at.
 */
export function fitsWord(word: string, column: TableColumn, texts: ColumnTexts): Fitting | null {
  if (isTextKind(column)) {
    if (column.kind !== 'volumes' || !UUID.test(word)) return texts.folded(column).find(word)
    return testEach(column, (index) => holdsVolume(column, index, word))
  }
  if (['time', 'boolean', 'capacity'].includes(column.kind) || !NUMBER.test(word)) return null
  const wanted = Number(word.replaceAll(',', ''))
  return testEach(column, (index) => {
    const number = column.number(index)
    return number !== null && shownNumber(column, number) === wanted
  })
}

/** Null where a column has nothing to look at. */
export function fitsTest(test: ValueTest, column: TableColumn, texts: ColumnTexts): Fitting | null {
  if (test.type === 'contains') return fitsWord(test.text, column, texts)
  return testEach(column, (index) => fitsValue(test, column, index, texts))
}

export function testEach({ size }: TableColumn, test: (index: number) => boolean): Fitting {
  const fitting = new Uint8Array(size)
  for (let index = 0; index < size; index++) if (test(index)) fitting[index] = 1
  return fitting
}

function fitsValue(
  test: Exclude<ValueTest, { type: 'contains' }>,
  column: TableColumn,
  index: number,
  texts: ColumnTexts,
): boolean {
  if (test.type === 'empty') return texts.asShown(column)[index] === ''
  if (test.type === 'regex') return test.fits(texts.asShown(column)[index] ?? '')
  if (test.type === 'truth') return column.cell(index) === test.value
  if (test.type === 'range') return isInRange(test, column.number(index))
  if (test.type === 'network') {
    return addressesOf(column, index).some((address) => isWithin(test.range, address))
  }
  if (texts.asShown(column)[index]?.toLowerCase() === test.text) return true
  if (column.kind === 'volumes' && UUID.test(test.text) && holdsVolume(column, index, test.text)) return true
  return namesIn(column, index).some((name) => name.toLowerCase() === test.text)
}

/** What a value can be the whole of: a list's entries, and of volumes and networks their names, too. */
function namesIn(column: TableColumn, index: number): string[] {
  const cell = column.cell(index)
  const items = cellItems(column, cell)
  if (column.kind === 'volumes') {
    const volumes = (cell as CellTypes['volumes']) ?? []
    return [...items, ...volumes.flatMap(({ name, id }) => [name, id])]
  }
  if (column.kind !== 'addresses') return items
  const networks = (cell as CellTypes['addresses']) ?? []
  return [...items, ...networks.flatMap(({ network, addresses }) => [network, ...addresses])]
}

/** Named volumes carry only as much of their id as a link needs: see short-ids.ts. */
function holdsVolume(column: TableColumn, index: number, id: string): boolean {
  const volumes = column.cell(index) as CellTypes['volumes']
  return volumes?.some((volume) => volume.id !== '' && id.startsWith(volume.id)) ?? false
}

function isInRange(test: Extract<ValueTest, { type: 'range' }>, value: number | null): boolean {
  if (value === null) return false
  const afterStart = test.fromIncluded ? value >= test.from : value > test.from
  return afterStart && (test.toIncluded ? value <= test.to : value < test.to)
}

function addressesOf(column: TableColumn, index: number): string[] {
  const cell = column.cell(index)
  // A host has one address, as a text.
  if (typeof cell === 'string') return [cell]
  if (!Array.isArray(cell)) return []
  return cell.flatMap((item) => (typeof item === 'object' && 'addresses' in item ? item.addresses : []))
}
