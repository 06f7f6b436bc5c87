/** Cells that hold lists of small records: how each kind is taken apart into fields, and put together again. */
import type { NetworkAddresses } from '../model.ts'
import type { AttachedVolume, CapacityFigures, Cell, CellTypes, ColumnKind, Link } from './definition.ts'
import type { PackedRecords } from './encoded.ts'
import { packNumbers, packStrings, unpackNumbers, unpackStrings } from './pack.ts'

type Flat = Record<string, string | number | null>
type RecordKind = 'link' | 'links' | 'tags' | 'addresses' | 'volumes' | 'capacity' | 'count'

interface Shape {
  strings: string[]
  numbers: string[]
  flatten(cell: Cell): Flat[] | null
  build(records: Flat[]): Cell
}

const SHAPES: Record<RecordKind, Shape> = {
  link: {
    strings: ['text', 'href'],
    numbers: [],
    flatten: (cell) => (isLink(cell) ? [{ ...cell }] : null),
    build: (records) => toLink(records[0] ?? {}),
  },
  links: {
    strings: ['text', 'href'],
    numbers: [],
    flatten: (cell) => (isList<Link>(cell) ? cell.map((link) => ({ ...link })) : null),
    build: (records) => records.map(toLink),
  },
  tags: {
    strings: ['tag'],
    numbers: [],
    flatten: (cell) => (isList<string>(cell) ? cell.map((tag) => ({ tag })) : null),
    build: (records) => records.map((record) => String(record['tag'])),
  },
  addresses: {
    strings: ['network', 'address'],
    numbers: [],
    flatten: (cell) => (isList<NetworkAddresses>(cell) ? cell.flatMap(flattenNetwork) : null),
    build: buildNetworks,
  },
  volumes: {
    strings: ['device', 'name', 'id'],
    numbers: ['sizeGib'],
    flatten: (cell) => (isList<AttachedVolume>(cell) ? cell.map((volume) => ({ ...volume })) : null),
    build: (records) => records.map(toVolume),
  },
  capacity: {
    strings: [],
    numbers: ['used', 'reserved', 'spare', 'capacity'],
    flatten: (cell) => (isFigures(cell) ? [{ ...cell }] : null),
    build: (records) => toFigures(records[0] ?? {}),
  },
  count: {
    strings: ['href'],
    numbers: ['count'],
    flatten: (cell) => (isCount(cell) ? [{ ...cell }] : null),
    build: ([record]) => ({ count: Number(record?.['count']), href: asText(record?.['href']) }),
  },
}

export function isRecordKind(kind: ColumnKind): kind is RecordKind {
  return kind in SHAPES
}

export function packRecords(kind: RecordKind, cells: readonly Cell[]): PackedRecords {
  const shape = SHAPES[kind]
  const lists = cells.map((cell) => shape.flatten(cell))
  const all = lists.flatMap((list) => list ?? [])
  const strings = shape.strings.map((name) => [name, packStrings(all.map((record) => asText(record[name])))])
  const numbers = shape.numbers.map((name) => [
    name,
    packNumbers(all.map((record) => asNumber(record[name]))),
  ])
  return {
    counts: packNumbers(lists.map((list) => list?.length ?? null)),
    strings: Object.fromEntries(strings),
    numbers: Object.fromEntries(numbers),
  }
}

/** Builds a cell when it is asked for; only where each one starts is worked out beforehand. */
export function unpackRecords<Kind extends RecordKind>(
  kind: Kind,
  packed: PackedRecords,
): (index: number) => CellTypes[Kind] {
  const counts = unpackNumbers(packed.counts)
  const starts = new Uint32Array(packed.counts.list.length + 1)
  packed.counts.list.forEach((_, index) => (starts[index + 1] = (starts[index] ?? 0) + (counts(index) ?? 0)))
  const fields = [
    ...Object.entries(packed.strings).map(([name, values]) => [name, unpackStrings(values)] as const),
    ...Object.entries(packed.numbers).map(([name, values]) => [name, unpackNumbers(values)] as const),
  ]
  return (index) => {
    const count = counts(index)
    if (count === null) return null as CellTypes[Kind]
    const start = starts[index] ?? 0
    const records = Array.from({ length: count }, (_, offset) =>
      Object.fromEntries(fields.map(([name, read]) => [name, read(start + offset)])),
    )
    return SHAPES[kind].build(records) as CellTypes[Kind]
  }
}

/** A network without addresses keeps its name: one record with no address. */
function flattenNetwork({ network, addresses }: NetworkAddresses): Flat[] {
  if (addresses.length === 0) return [{ network, address: null }]
  return addresses.map((address, index) => ({ network: index === 0 ? network : null, address }))
}

function buildNetworks(records: Flat[]): NetworkAddresses[] {
  const networks: NetworkAddresses[] = []
  for (const { network, address } of records) {
    if (typeof network === 'string') networks.push({ network, addresses: [] })
    if (typeof address === 'string') networks.at(-1)?.addresses.push(address)
  }
  return networks
}

function toLink(record: Flat): Link {
  return { text: String(record['text'] ?? ''), href: asText(record['href']) }
}

function toVolume(record: Flat): AttachedVolume {
  const { device, name, id, sizeGib } = record
  return {
    device: String(device ?? ''),
    name: String(name ?? ''),
    id: String(id ?? ''),
    sizeGib: asNumber(sizeGib),
  }
}

function toFigures({ used, reserved, spare, capacity }: Flat): CapacityFigures {
  return {
    used: Number(used),
    reserved: Number(reserved),
    spare: Number(spare),
    capacity: asNumber(capacity),
  }
}

function asText(value: string | number | null | undefined): string | null {
  return typeof value === 'string' ? value : null
}

function asNumber(value: string | number | null | undefined): number | null {
  return typeof value === 'number' ? value : null
}

function isList<T extends Cell | object>(cell: Cell): cell is T[] & Cell {
  return Array.isArray(cell)
}

function isLink(cell: Cell): cell is Link {
  return typeof cell === 'object' && cell !== null && 'href' in cell
}

function isCount(cell: Cell): cell is NonNullable<CellTypes['count']> {
  return typeof cell === 'object' && cell !== null && 'count' in cell
}

function isFigures(cell: Cell): cell is CapacityFigures {
  return typeof cell === 'object' && cell !== null && 'capacity' in cell
}
