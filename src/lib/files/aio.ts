import type { Instance } from '../model.ts'
import { DETAIL_COLUMNS, detailCells, readDetails } from './aio-details.ts'
import { readTable, serialiseRow, type Row } from './csv.ts'
import { parseNetworks, serialiseNetworks } from './networks.ts'
import { quote, RowError, type Parsed } from './parsed.ts'
import { powerStateName } from './power-state.ts'
import { formatMemoryMb, parseMemoryMb, parseNumber } from './sizes.ts'

export const FILE = 'aio.csv'

const COLUMNS = [
  'Project',
  'ID',
  'Name',
  'Status',
  'Power State',
  'Networks',
  'Image Name',
  'Image ID',
  'Flavor Name',
  'Flavor ID',
  'Host',
  'CPU',
  'RAM',
]
/** The status is the column that tells a shifted row from a whole one: Nova's are words in capitals. */
const STATUS = /^[A-Z][A-Z_]*$/
const NO_IMAGE = 'N/A (booted from volume)'

/** Files of ours, of the earlier tool and of `openstack server list --long -f csv`. Throws DataFileError without a header. */
export function parseAio(text: string): Parsed<Instance[]> {
  const value: Instance[] = []
  const seen = new Set<string>()
  const options = { file: FILE, required: ['ID', 'Name', 'Status'], ourColumn: 'Service Host' }
  const problems = readTable(text, options, (row) => {
    const instance = readInstance(row)
    if (seen.has(instance.id)) throw new RowError(`instance ${quote(instance.id)} is listed twice`)
    seen.add(instance.id)
    value.push(instance)
  })
  return { value, problems }
}

function readInstance(row: Row): Instance {
  const id = row.text('ID').trim()
  if (id === '' || id === 'None') throw new RowError('it has no ID')
  const status = row.text('Status')
  if (!row.ours && !STATUS.test(status))
    throw new RowError(`${quote(status)} is no status; are the columns shifted?`)
  const networks = parseNetworks(row.text('Networks'))
  if (!networks)
    throw new RowError(`${quote(row.text('Networks'))} is no list of networks; are the columns shifted?`)
  const known = row.ours ? (value: string) => value : emptyIfUnknown
  return {
    project: row.text('Project'),
    id,
    name: row.text('Name'),
    status,
    powerState: row.ours ? row.text('Power State') : powerStateName(row.text('Power State')),
    networks,
    imageName: known(row.text('Image Name')),
    imageId: known(row.text('Image ID')),
    flavorName: row.text('Flavor Name'),
    flavorId: known(row.text('Flavor ID')),
    host: row.ours ? row.cell('Host') : emptyIfUnknown(row.text('Host').trim()) || null,
    vcpus: readAmount(row, 'CPU', parseNumber),
    memoryMb: readAmount(row, 'RAM', parseMemoryMb),
    ...readDetails(row),
  }
}

function readAmount(row: Row, title: string, parse: (text: string) => number | null): number | null {
  const text = row.text(title).trim()
  if (text === '' || text === 'None' || text === '-') return null
  const value = parse(text)
  if (value === null || value < 0) throw new RowError(`${title} ${quote(text)} is not a number`)
  return value
}

/** What the client prints for a missing value. */
function emptyIfUnknown(value: string): string {
  return value === 'None' || value === '-' || value === NO_IMAGE ? '' : value
}

export function serialiseAio(instances: Instance[]): string {
  const lines = instances.map((instance) =>
    serialiseRow([
      orNothing(instance.project),
      instance.id,
      orNothing(instance.name),
      instance.status,
      orNothing(instance.powerState),
      orNothing(serialiseNetworks(instance.networks)),
      orNothing(instance.imageName),
      orNothing(instance.imageId),
      orNothing(instance.flavorName),
      orNothing(instance.flavorId),
      instance.host,
      instance.vcpus === null ? null : String(instance.vcpus),
      instance.memoryMb === null ? null : formatMemoryMb(instance.memoryMb),
      ...detailCells(instance),
    ]),
  )
  return `${[serialiseRow([...COLUMNS, ...DETAIL_COLUMNS]), ...lines].join('\n')}\n`
}

/** Where a field is never null the empty text needs no quotes, as in the earlier tool's files. */
function orNothing(value: string): string | null {
  return value === '' ? null : value
}
