import type { Flavor } from '../model.ts'
import { readTable, serialiseRow, type Row } from './csv.ts'
import { parseProperties, serialiseProperties } from './properties.ts'
import { quote, RowError, type Parsed } from './parsed.ts'
import { parseMemoryMb, parseNumber } from './sizes.ts'
import { tryLiteral } from './literal.ts'

export const FILE = 'flavors.csv'

const COLUMNS = [
  'ID',
  'Name',
  'RAM',
  'Disk',
  'Ephemeral',
  'VCPUs',
  'Is Public',
  'Swap',
  'RXTX Factor',
  'Properties',
]
const OUR_COLUMNS = ['Description', 'Disabled', 'Project IDs']

/** RAM and swap in MiB, disks in GiB. Throws DataFileError without a header. */
export function parseFlavors(text: string): Parsed<Flavor[]> {
  const value: Flavor[] = []
  const options = { file: FILE, required: ['ID', 'Name', 'RAM', 'VCPUs'], ourColumn: 'Project IDs' }
  const problems = readTable(text, options, (row) => {
    value.push(readFlavor(row))
  })
  return { value, problems }
}

function readFlavor(row: Row): Flavor {
  const id = row.text('ID')
  if (id.trim() === '') throw new RowError('it has no ID')
  const properties = parseProperties(row.text('Properties'))
  if (!properties) {
    throw new RowError(`${quote(row.text('Properties'))} is no list of properties; are the columns shifted?`)
  }
  const projectIds = tryLiteral(row.text('Project IDs'))
  return {
    id,
    name: row.text('Name'),
    memoryMb: readAmount(row, 'RAM', parseMemoryMb, null),
    rootGib: readAmount(row, 'Disk', parseNumber, 0),
    ephemeralGib: readAmount(row, 'Ephemeral', parseNumber, 0),
    vcpus: readAmount(row, 'VCPUs', parseNumber, null),
    isPublic: readBoolean(row.text('Is Public')) ?? true,
    swapMb: readAmount(row, 'Swap', parseMemoryMb, 0),
    rxtxFactor: readAmount(row, 'RXTX Factor', parseNumber, 1),
    properties,
    description: row.cell('Description'),
    disabled: readBoolean(row.text('Disabled')),
    projectIds: Array.isArray(projectIds) ? projectIds.map(String) : null,
  }
}

/** `missing` is what an empty cell stands for, null where there must be a number. */
function readAmount(
  row: Row,
  title: string,
  parse: (text: string) => number | null,
  missing: number | null,
): number {
  const text = row.text(title).trim()
  const amount = text === '' || text === 'None' ? missing : parse(text)
  if (amount === null) throw new RowError(`${title} ${quote(text)} is not a number; are the columns shifted?`)
  return amount
}

function readBoolean(text: string): boolean | null {
  const word = text.trim().toLowerCase()
  if (word === 'true') return true
  return word === 'false' ? false : null
}

export function serialiseFlavors(flavors: Flavor[]): string {
  const lines = flavors.map((flavor) =>
    serialiseRow([
      flavor.id,
      flavor.name || null,
      String(flavor.memoryMb),
      String(flavor.rootGib),
      String(flavor.ephemeralGib),
      String(flavor.vcpus),
      flavor.isPublic ? 'True' : 'False',
      flavor.swapMb === 0 ? null : String(flavor.swapMb),
      Number.isInteger(flavor.rxtxFactor) ? `${flavor.rxtxFactor}.0` : String(flavor.rxtxFactor),
      serialiseProperties(flavor.properties) || null,
      flavor.description,
      flavor.disabled === null ? null : flavor.disabled ? 'True' : 'False',
      flavor.projectIds === null ? null : JSON.stringify(flavor.projectIds),
    ]),
  )
  return `${[serialiseRow([...COLUMNS, ...OUR_COLUMNS]), ...lines].join('\n')}\n`
}
