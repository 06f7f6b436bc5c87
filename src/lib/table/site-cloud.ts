import type { ComparedCloud } from '../comparable.ts'
import type { ComparedHost, ComparedInstance, ComparedVolume } from '../compared-records.ts'
import type { Meta, Problem, Reservation } from '../model.ts'
import { cellOf, type Table } from './decode.ts'
import type { Cell, Link } from './definition.ts'

/** What a built site keeps of its cloud as documents, as far as two sites are compared by it. */
export interface SiteDocuments {
  /** rows/instances.json and rows/volumes.json */
  instances: Table
  volumes: Table
  /** api/v1/flavors.json */
  flavors: { flavors: ComparedCloud['snapshot']['flavors'] }
  /** api/v1/summary.json */
  summary: { volumes: object | null }
  /** api/v1/hosts.json */
  hosts: { hosts: HostDocument[] }
  /** api/v1/meta.json; without meta.json among the data files it has no sources. */
  meta: { collectedAt: string; problems: Problem[] } & Partial<Pick<Meta, 'sources' | 'files'>>
}

/** What is not known is left out of the documents. */
interface HostDocument extends Partial<Omit<ComparedHost, 'providers'>> {
  name: string
  reservation?: Partial<Reservation>
}

/** The cloud of a site as far as two of them are compared. */
export function readSiteCloud(documents: SiteDocuments): ComparedCloud {
  const { meta, summary, flavors, hosts } = documents
  const { sources = [], files = {} } = meta
  return {
    snapshot: {
      collectedAt: meta.collectedAt,
      meta: { sources, files },
      problems: meta.problems,
      storage: null,
      ratios: null,
      instances: readRows(documents.instances, readInstance),
      volumes: summary.volumes === null ? null : readRows(documents.volumes, readVolume),
      hypervisors: [],
      flavors: flavors.flavors,
      services: files[SERVICES_FILE] ? [] : null,
      reservations: hosts.hosts.flatMap(({ name, reservation }) =>
        reservation ? [{ ...NO_RESERVATION, ...reservation, host: name }] : [],
      ),
    },
    hosts: hosts.hosts.map((host) => ({ ...UNKNOWN_HOST, ...host, providers: [] })),
  }
}

const SERVICES_FILE = 'services.json'
const NO_RESERVATION = { vcpus: 0, memoryMb: 0, purpose: '', owner: null, until: null }
const UNKNOWN_HOST = {
  state: 'unknown',
  enabled: true,
  ratioSource: null,
  cpuRatio: null,
  ramRatio: null,
  vcpu: null,
  pcpu: null,
  memoryMb: { total: null, capacity: null, used: 0, free: null },
} as const

interface RowReader {
  text(key: string): string
  number(key: string): number | null
  links(key: string): readonly Link[]
}

function readInstance({ text, number }: RowReader): ComparedInstance {
  return {
    id: text('id'),
    name: text('name'),
    project: text('project'),
    projectId: text('projectid') || null,
    host: text('host') || null,
    status: text('status'),
    flavorName: text('flavor'),
    vcpus: number('vcpu'),
    memoryMb: number('ram'),
    imageId: text('imageid'),
    imageName: text('image'),
  }
}

function readVolume({ text, number, links }: RowReader): ComparedVolume {
  return {
    id: text('id'),
    name: text('name'),
    project: text('project'),
    projectId: text('projectid') || null,
    status: text('status'),
    sizeGib: number('size') ?? 0,
    type: text('type') || null,
    // An instance that the collection does not have is named by its id.
    attachments: links('attached').map(({ text: name, href }) => ({ serverId: idOf(href) ?? name })),
  }
}

/** `instances/?id=...` */
function idOf(href: string | null): string | null {
  return href === null ? null : new URLSearchParams(href.replace(/^[^?]*/, '')).get('id')
}

function readRows<Row>(table: Table, read: (row: RowReader) => Row): Row[] {
  const columns = new Map(table.columns.map((column) => [column.key, column]))
  const cell = (key: string, row: number): Cell => {
    const column = columns.get(key)
    return column ? cellOf(column, row) : null
  }
  return Array.from({ length: table.rows }, (_, row) =>
    read({
      text: (key) => textOf(cell(key, row)),
      number: (key) => numberOf(cell(key, row)),
      links: (key) => linksOf(cell(key, row)),
    }),
  )
}

function textOf(cell: Cell): string {
  if (typeof cell === 'string') return cell
  return cell !== null && typeof cell === 'object' && 'text' in cell ? cell.text : ''
}

function numberOf(cell: Cell): number | null {
  return typeof cell === 'number' ? cell : null
}

function linksOf(cell: Cell): readonly Link[] {
  return Array.isArray(cell)
    ? cell.filter((entry): entry is Link => typeof entry === 'object' && 'href' in entry)
    : []
}
