import type { Instance } from '../model.ts'
import type { Row } from './csv.ts'
import { isObject } from './json-file.ts'
import { tryLiteral } from './literal.ts'
import { quote, RowError } from './parsed.ts'
import { parseNumber } from './sizes.ts'

/** The fields of an instance that the earlier tool did not have, by their columns. */
const COLUMNS = {
  projectId: 'Project ID',
  userId: 'User ID',
  availabilityZone: 'Availability Zone',
  serviceHost: 'Service Host',
  taskState: 'Task State',
  vmState: 'VM State',
  createdAt: 'Created At',
  updatedAt: 'Updated At',
  launchedAt: 'Launched At',
  rootGib: 'Root GiB',
  ephemeralGib: 'Ephemeral GiB',
  swapMb: 'Swap MiB',
  locked: 'Locked',
  description: 'Description',
  keyName: 'Key Name',
  tags: 'Tags',
  flavorSpecs: 'Flavor Specs',
  metadata: 'Properties',
  volumeIds: 'Volume IDs',
  faultMessage: 'Fault',
} as const
type Field = keyof typeof COLUMNS
const FIELDS = Object.keys(COLUMNS) as Field[]

export const DETAIL_COLUMNS = Object.values(COLUMNS)

/** All null where the file has none of our columns. Throws RowError. */
export function readDetails(row: Row): Pick<Instance, Field> {
  return {
    projectId: readText(row, COLUMNS.projectId),
    userId: readText(row, COLUMNS.userId),
    availabilityZone: readText(row, COLUMNS.availabilityZone),
    serviceHost: readText(row, COLUMNS.serviceHost),
    taskState: readText(row, COLUMNS.taskState),
    vmState: readText(row, COLUMNS.vmState),
    createdAt: readText(row, COLUMNS.createdAt),
    updatedAt: readText(row, COLUMNS.updatedAt),
    launchedAt: readText(row, COLUMNS.launchedAt),
    rootGib: readNumber(row, COLUMNS.rootGib),
    ephemeralGib: readNumber(row, COLUMNS.ephemeralGib),
    swapMb: readNumber(row, COLUMNS.swapMb),
    locked: readBoolean(row, COLUMNS.locked),
    description: readText(row, COLUMNS.description),
    keyName: readText(row, COLUMNS.keyName),
    tags: readList(row, COLUMNS.tags),
    flavorSpecs: readRecord(row, COLUMNS.flavorSpecs),
    metadata: readRecord(row, COLUMNS.metadata),
    volumeIds: readList(row, COLUMNS.volumeIds),
    faultMessage: readText(row, COLUMNS.faultMessage),
  }
}

/** A client prints `None` for a missing value; in files of ours that is somebody's text. */
function readText(row: Row, title: string): string | null {
  const text = row.cell(title)
  return row.ours || (text !== '' && text !== 'None') ? text : null
}

function readNumber(row: Row, title: string): number | null {
  const text = row.cell(title)
  if (text === null) return null
  return parseNumber(text) ?? refuse(title, text, 'a number')
}

function readBoolean(row: Row, title: string): boolean | null {
  const text = row.cell(title)
  return text === null ? null : text === 'True'
}

function readList(row: Row, title: string): string[] | null {
  const text = row.cell(title)
  if (text === null) return null
  const value = readJson(text)
  return Array.isArray(value) ? value.map(String) : refuse(title, text, 'a list')
}

function readRecord(row: Row, title: string): Record<string, string> | null {
  const text = row.cell(title)
  if (text === null || text === '' || text === 'None') return null
  const value = readJson(text)
  return isObject(value) ? (value as Record<string, string>) : refuse(title, text, 'an object')
}

/** JSON in files of ours, Python's notation where a client printed the properties. Undefined where it is neither. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const value = tryLiteral(text)
    return value instanceof Map
      ? Object.fromEntries([...value].map(([key, entry]) => [key, String(entry)]))
      : value
  }
}

function refuse(title: string, text: string, expected: string): never {
  throw new RowError(`${title} ${quote(text)} is not ${expected}; are the columns shifted?`)
}

/** The cells below DETAIL_COLUMNS. */
export function detailCells(instance: Instance): (string | null)[] {
  return FIELDS.map((field) => {
    const value = instance[field]
    if (value === null || typeof value === 'string') return value
    if (typeof value === 'boolean') return value ? 'True' : 'False'
    return JSON.stringify(value)
  })
}
