import type { Flavor } from '../model.ts'
import { readTable, serialiseRow, type Row } from './csv.ts'
import { parseProperties, serialiseProperties } from './properties.ts'
import { quote, type Parsed } from './parsed.ts'
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
    const flavor = readFlavor(row)
    if (typeof flavor === 'string') return flavor
    value.push(flavor)
    return null
  })
  return { value, problems }
}

/** The flavor, or why the row is none. */
function readFlavor(row: Row): Flavor | string {
  const numbers: Record<string, number> = {}
  for (const [title, parse, missing] of [
    ['RAM', parseMemoryMb, null],
    ['VCPUs', parseNumber, null],
    ['Disk', parseNumber, 0],
    ['Ephemeral', parseNumber, 0],
    ['Swap', parseMemoryMb, 0],
    ['RXTX Factor', parseNumber, 1],
  ] as const) {
    const text = row.text(title).trim()
    const number = text === '' || text === 'None' ? missing : parse(text)
    if (number === null) return `${title} ${quote(text)} is not a number; are the columns shifted?`
    numbers[title] = number
  }
  const id = row.text('ID')
  if (id.trim() === '') return 'it has no ID'
  const properties = parseProperties(row.text('Properties'))
  if (properties === null)
    return `${quote(row.text('Properties'))} is no list of properties; are the columns shifted?`
  const projectIds = tryLiteral(row.text('Project IDs'))
  return {
    id,
    name: row.text('Name'),
    memoryMb: numbers['RAM'] ?? 0,
    rootGib: numbers['Disk'] ?? 0,
    ephemeralGib: numbers['Ephemeral'] ?? 0,
    vcpus: numbers['VCPUs'] ?? 0,
    isPublic: row.text('Is Public').trim().toLowerCase() !== 'false',
    swapMb: numbers['Swap'] ?? 0,
    rxtxFactor: numbers['RXTX Factor'] ?? 1,
    properties,
    description: row.cell('Description'),
    disabled: readBoolean(row.text('Disabled')),
    projectIds: Array.isArray(projectIds) ? projectIds.map(String) : null,
  }
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
