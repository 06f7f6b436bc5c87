/** Cells that hold lists of small records: how each kind is taken apart into fields, and put together again. */
import type { NetworkAddresses } from '../model.ts'
import type { AttachedVolume, CapacityFigures, Cell, CellTypes, ColumnKind, Link } from './definition.ts'
import type { PackedRecords } from './encoded.ts'
import { packNumbers, packStrings, unpackNumbers, unpackStrings } from './pack.ts'

type Flat = Record<string, string | number | null>
type RecordKind = 'link' | 'links' | 'tags' | 'addresses' | 'volumes' | 'capacity' | 'count'

/** Reads a field of the record at an index, counted over the whole column. */
interface Fields {
  text(name: string, index: number): string | null
  number(name: string, index: number): number | null
}

interface Shape<Kind extends RecordKind> {
  strings: string[]
  numbers: string[]
  flatten(cell: NonNullable<CellTypes[Kind]>): Flat[]
  /** From the records [from, to) of the column. */
  build(fields: Fields, from: number, to: number): CellTypes[Kind]
}

const SHAPES: { [Kind in RecordKind]: Shape<Kind> } = {
  link: {
    strings: ['text', 'href'],
    numbers: [],
    flatten: (link) => [{ ...link }],
    build: readLink,
  },
  links: {
    strings: ['text', 'href'],
    numbers: [],
    flatten: (links) => links.map((link) => ({ ...link })),
    build: (fields, from, to) => times(from, to, (index) => readLink(fields, index)),
  },
  tags: {
    strings: ['tag'],
    numbers: [],
    flatten: (tags) => tags.map((tag) => ({ tag })),
    build: (fields, from, to) => times(from, to, (index) => fields.text('tag', index) ?? ''),
  },
  addresses: {
    strings: ['network', 'address'],
    numbers: [],
    flatten: (networks) => networks.flatMap(flattenNetwork),
    build: readNetworks,
  },
  volumes: {
    strings: ['device', 'name', 'id'],
    numbers: ['sizeGib'],
    flatten: (volumes) => volumes.map((volume) => ({ ...volume })),
    build: (fields, from, to) => times(from, to, (index) => readVolume(fields, index)),
  },
  capacity: {
    strings: [],
    numbers: ['used', 'reserved', 'spare', 'unavailable', 'capacity'],
    flatten: (figures) => [{ ...figures }],
    build: readFigures,
  },
  count: {
    strings: ['href'],
    numbers: ['count'],
    flatten: (count) => [{ ...count }],
    build: (fields, at) => ({ count: fields.number('count', at) ?? 0, href: fields.text('href', at) }),
  },
}

export function isRecordKind(kind: ColumnKind): kind is RecordKind {
  return kind in SHAPES
}

export function packRecords(kind: RecordKind, cells: readonly Cell[]): PackedRecords {
  // Which kind it is decides which cells there are; the compiler cannot follow that through a union.
  const shape = SHAPES[kind] as unknown as Shape<'tags'>
  const lists = cells.map((cell) => (cell === null ? null : shape.flatten(cell as string[])))
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
export function unpackRecords(kind: RecordKind, packed: PackedRecords): (index: number) => Cell {
  const counts = unpackNumbers(packed.counts)
  const starts = new Uint32Array(packed.counts.list.length + 1)
  for (let index = 0; index + 1 < starts.length; index++) {
    starts[index + 1] = (starts[index] ?? 0) + (counts(index) ?? 0)
  }
  const strings = new Map(
    Object.entries(packed.strings).map(([name, values]) => [name, unpackStrings(values)]),
  )
  const numbers = new Map(
    Object.entries(packed.numbers).map(([name, values]) => [name, unpackNumbers(values)]),
  )
  const fields: Fields = {
    text: (name, index) => strings.get(name)?.(index) ?? null,
    number: (name, index) => numbers.get(name)?.(index) ?? null,
  }
  const { build } = SHAPES[kind]
  return (index) => {
    const start = starts[index] ?? 0
    return counts(index) === null ? null : build(fields, start, starts[index + 1] ?? start)
  }
}

/** A network without addresses keeps its name: one record with no address. */
function flattenNetwork({ network, addresses }: NetworkAddresses): Flat[] {
  if (addresses.length === 0) return [{ network, address: null }]
  return addresses.map((address, index) => ({ network: index === 0 ? network : null, address }))
}

function readNetworks(fields: Fields, from: number, to: number): NetworkAddresses[] {
  const networks: NetworkAddresses[] = []
  for (let index = from; index < to; index++) {
    const network = fields.text('network', index)
    const address = fields.text('address', index)
    if (network !== null) networks.push({ network, addresses: [] })
    if (address !== null) networks.at(-1)?.addresses.push(address)
  }
  return networks
}

function readLink(fields: Fields, index: number): Link {
  return { text: fields.text('text', index) ?? '', href: fields.text('href', index) }
}

function readVolume(fields: Fields, index: number): AttachedVolume {
  return {
    device: fields.text('device', index) ?? '',
    name: fields.text('name', index) ?? '',
    id: fields.text('id', index) ?? '',
    sizeGib: fields.number('sizeGib', index),
  }
}

function readFigures(fields: Fields, index: number): CapacityFigures {
  const figure = (name: string) => fields.number(name, index) ?? 0
  const capacity = fields.number('capacity', index)
  const figures = { used: figure('used'), reserved: figure('reserved'), spare: figure('spare'), capacity }
  const unavailable = figure('unavailable')
  return unavailable === 0 ? figures : { ...figures, unavailable }
}

function times<T>(from: number, to: number, read: (index: number) => T): T[] {
  return Array.from({ length: to - from }, (_, offset) => read(from + offset))
}

function asText(value: string | number | null | undefined): string | null {
  return typeof value === 'string' ? value : null
}

function asNumber(value: string | number | null | undefined): number | null {
  return typeof value === 'number' ? value : null
}
