import type { Instance } from '../model.ts'
import type { Row } from './csv.ts'
import { tryLiteral } from './literal.ts'
import { quote } from './parsed.ts'
import { parseNumber } from './sizes.ts'

/** The fields of an instance that the earlier tool did not have. */
export type InstanceDetails = Pick<
  Instance,
  (typeof TEXTS)[number][1] | (typeof NUMBERS)[number][1] | RestField
>
type RestField = 'locked' | 'tags' | 'flavorSpecs' | 'metadata' | 'volumeIds'

const TEXTS = [
  ['Project ID', 'projectId'],
  ['User ID', 'userId'],
  ['Availability Zone', 'availabilityZone'],
  ['Service Host', 'serviceHost'],
  ['Task State', 'taskState'],
  ['VM State', 'vmState'],
  ['Created At', 'createdAt'],
  ['Updated At', 'updatedAt'],
  ['Launched At', 'launchedAt'],
  ['Description', 'description'],
  ['Key Name', 'keyName'],
  ['Fault', 'faultMessage'],
] as const
const NUMBERS = [
  ['Root GiB', 'rootGib'],
  ['Ephemeral GiB', 'ephemeralGib'],
  ['Swap MiB', 'swapMb'],
] as const

export const DETAIL_COLUMNS = [
  ...TEXTS.map(([title]) => title),
  ...NUMBERS.map(([title]) => title),
  'Locked',
  'Tags',
  'Flavor Specs',
  'Properties',
  'Volume IDs',
]

/** The details, all null where the file has none of our columns, or why they cannot be read. */
export function readInstanceDetails(row: Row): InstanceDetails | string {
  const details = {} as Record<string, unknown>
  for (const [title, field] of TEXTS) details[field] = readText(row, title)
  for (const [title, field] of NUMBERS) {
    const text = row.cell(title)
    const value = text === null ? null : parseNumber(text)
    if (text !== null && value === null) return `${title} ${quote(text)} is not a number`
    details[field] = value
  }
  const locked = row.text('Locked')
  details['locked'] = locked === '' ? null : locked.toLowerCase() === 'true'
  for (const [title, field] of [
    ['Tags', 'tags'],
    ['Volume IDs', 'volumeIds'],
  ] as const) {
    const list = readList(row.text(title))
    if (list === undefined) return `${title} ${quote(row.text(title))} is not a list`
    details[field] = list
  }
  for (const [title, field] of [
    ['Flavor Specs', 'flavorSpecs'],
    ['Properties', 'metadata'],
  ] as const) {
    const record = readRecord(row.text(title))
    if (record === undefined && row.ours) return `${title} ${quote(row.text(title))} is not an object`
    details[field] = record ?? null
  }
  return details as unknown as InstanceDetails
}

/** A client prints `None` for a missing value; in files of ours that is somebody's text. */
function readText(row: Row, title: string): string | null {
  const text = row.cell(title)
  return row.ours || (text !== '' && text !== 'None') ? text : null
}

function readList(text: string): string[] | null | undefined {
  if (text === '') return null
  const value = tryLiteral(text)
  return Array.isArray(value) ? value.map(String) : undefined
}

function readRecord(text: string): Record<string, string> | null | undefined {
  if (text === '') return null
  const value = tryLiteral(text)
  if (!(value instanceof Map)) return undefined
  return Object.fromEntries([...value].map(([key, entry]) => [key, String(entry)]))
}

/** The cells below DETAIL_COLUMNS. */
export function instanceDetailsOf(instance: Instance): (string | null)[] {
  return [
    ...TEXTS.map(([, field]) => instance[field]),
    ...NUMBERS.map(([, field]) => (instance[field] === null ? null : String(instance[field]))),
    instance.locked === null ? null : instance.locked ? 'True' : 'False',
    ...[instance.tags, instance.flavorSpecs, instance.metadata, instance.volumeIds].map((value) =>
      value === null ? null : JSON.stringify(value),
    ),
  ]
}
