/**
 * What a table is, before it is encoded for the browser. A page picks a definition and hands it rows; everything
 * else (sorting, the query line, filters, exports, the detail panel) follows from the kinds of the columns.
 */
import type { NetworkAddresses } from '../model.ts'
import type { Part } from '../stale-parts.ts'

/** Text with a path below the site's root (`hosts/cmp01/`, `instances/?id=...`), or with none. */
export interface Link {
  text: string
  href: string | null
}

export interface AttachedVolume {
  /** `/dev/vda`, or '' where it is not known. */
  device: string
  /** May be ''; the id is shown then. */
  name: string
  id: string
  sizeGib: number | null
}

/** One bar of used | reserved | spare | unavailable | free, all in the column's unit. */
export interface CapacityFigures {
  used: number
  reserved: number
  spare: number
  /** Left out where there is none. */
  unavailable?: number
  capacity: number | null
}

/** What a column of each kind takes from a row. Sizes: `memoryMb` is MiB, `gib` is GiB, `bytes` is bytes; all are shown in GiB. */
export interface CellTypes {
  text: string | null
  id: string | null
  /** Shown as an icon, the word and a colour. */
  status: string | null
  link: Link | null
  links: Link[] | null
  /** Short words shown as chips. */
  tags: string[] | null
  addresses: NetworkAddresses[] | null
  volumes: AttachedVolume[] | null
  capacity: CapacityFigures | null
  /** A number that leads somewhere, as to the instances that it counts. */
  count: { count: number; href: string | null } | null
  number: number | null
  vcpu: number | null
  memoryMb: number | null
  gib: number | null
  bytes: number | null
  percent: number | null
  /** An allocation ratio: 4 is shown as 1:4. */
  ratio: number | null
  boolean: boolean | null
  /** ISO 8601, kept to the second. */
  time: string | null
}

export type ColumnKind = keyof CellTypes
export type Cell = CellTypes[ColumnKind]
export type FilterKind = 'choice' | 'range' | 'text' | 'none'

export interface ColumnTraits {
  /** Short and stable: it is the field's name in the query line and in links. */
  key: string
  title: string
  /** Printed in the header; by default the kind's own (GiB, %). */
  unit?: string
  /** One sentence, shown when the header is pointed at or focused. */
  help?: string
  /** Behind the column chooser until asked for. */
  hidden?: boolean
  /** 1 always shows (the default), 2 from tablets on, 3 on wide screens only. */
  priority?: 1 | 2 | 3
  /** Adds the filtered rows up in the footer. */
  sum?: boolean
  /** Pixels; by default by kind. */
  width?: number
  /** By default by kind: status, links and booleans are choices, numbers are ranges, the rest is text. */
  filter?: FilterKind
  /** Other names for it in the query line, in lower case. */
  aliases?: string[]
}

type ColumnOf<Row, Kind extends ColumnKind> = ColumnTraits & {
  kind: Kind
  value(row: Row): CellTypes[Kind]
}

export type Column<Row> = { [Kind in ColumnKind]: ColumnOf<Row, Kind> }[ColumnKind]

export interface SortKey {
  key: string
  descending: boolean
}

/** Rows of another table that belong to a row. They are fetched when its details are opened. */
export interface Related {
  /** Column of this table that names them: by its id, or by the text of its link. */
  key: string
  /** Path below the root, without `.json` and, where there are parts, without the part's number: `rows/details/hosts`. */
  src: string
  /** Over how many files partOf() spreads the ids; null: one file. */
  parts: number | null
  /** The first such row's columns as facts, or all rows as a small table. */
  as: 'facts' | 'table'
  /** Columns of this table that say less about the same. */
  replaces: string[]
}

/** One headed part of the details of a row. */
export interface DetailGroup {
  title: string
  /** Columns, in order; what is in no group stands in a last one. */
  keys: string[]
  related?: Related[]
}

export interface TableDefinition<Row> {
  /** Url-safe; names the remembered settings and the exported files. */
  name: string
  /** What a screen reader calls the table. */
  title: string
  /** Singular and plural, for counts. */
  noun: [string, string]
  /** The first visible column is the frozen one. */
  columns: Column<Row>[]
  sort?: SortKey[]
  /** Key of the column that identifies a row. With it a row opens the detail panel, `?id=`. */
  idKey?: string
  /** `openstack ... ID`, shown with a copy button in the detail panel; `{id}` is replaced. */
  commands?: string[]
  details?: DetailGroup[]
  /** The page whose table knows more of the same rows: `instances/`. */
  home?: string
  /** What is said where there are no rows at all. */
  empty?: string
}

/** What the browser must know to show times and to name exports. A table has no time of its own, so that an equal one is stored once. */
export interface TableContext {
  site: string
  /** What of the snapshot the rows are, and so as old as; null: of several parts. */
  part: Part | null
  /** IANA name. */
  timeZone: string
  /** Why there are no rows, where that is known; overrides the definition's `empty`. */
  empty?: string
}
