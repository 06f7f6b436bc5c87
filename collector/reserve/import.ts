import { isDeepStrictEqual } from 'node:util'

import { isDay } from '../../src/lib/calendar-day.ts'
import { readReservation, readReservedDocument } from '../../src/lib/files/reserved.ts'
import { repeatedMembers } from '../../src/lib/files/json-lines.ts'
import { DataFileError } from '../../src/lib/files/parsed.ts'
import { changeDocument, type EntryChange, type ReservedDocument } from '../../src/lib/reserved-document.ts'
import { hasUnreadableEnd } from '../../src/lib/reservations.ts'
import { UsageError } from '../errors.ts'
import { describeExcess, describeUnknown, reservationOf } from './check.ts'
import type { ReservedCloud } from './reserved-cloud.ts'

export interface ImportOptions {
  /** Where the text is from, for messages. */
  from: string
  /** Takes more than is free. */
  force: boolean
  /** Drops what the file does not have. */
  replace: boolean
  today: string
}

export interface Imported {
  document: ReservedDocument
  /** Hosts whose entries changed, the dropped ones too. */
  changed: string[]
}

/**
 * The document after an import, all or nothing. Members that an entry does not name stay; `null` clears a host. An entry that is
 * in the data already, word for word, is not asked about. Throws UsageError that lists every wrong entry.
 */
export function importReservations(text: string, cloud: ReservedCloud, options: ImportOptions): Imported {
  const incoming = readIncoming(text, options.from)
  const wrong: string[][] = []
  let document: ReservedDocument = options.replace ? keepOnly(cloud.document, incoming) : cloud.document
  for (const [host, entry] of Object.entries(incoming)) {
    if (isDeepStrictEqual(entry, cloud.document[host])) continue
    if (entry === null) {
      document = changeDocument(document, host, null)
      continue
    }
    const merged = { ...asObject(cloud.document[host]), ...asObject(entry) }
    wrong.push(checkEntry(host, entry, merged, cloud, options))
    document = changeDocument({ ...document, [host]: merged }, host, normalise(host, entry, merged))
  }
  const faulty = wrong.filter((faults) => faults.length > 0)
  if (faulty.length > 0) {
    const count = faulty.length === 1 ? 'an entry is' : `${faulty.length} entries are`
    throw new UsageError(
      `Nothing was imported, since ${count} wrong in ${options.from}:\n  ${faulty.flat().join('\n  ')}`,
    )
  }
  return { document, changed: changedHosts(cloud.document, document) }
}

function readIncoming(text: string, from: string): ReservedDocument {
  try {
    const document = readReservedDocument(text)
    refuseRepeated(text, from)
    return document
  } catch (error) {
    if (!(error instanceof DataFileError)) throw error
    const place = error.line === null ? from : `${from}, line ${error.line}`
    throw new UsageError(
      `${place}: expected the format of reserved.json, {"HOST": {"CPU": "8", "RAM": "32", "Kebutuhan": "..."}}. Nothing was imported.`,
      { cause: error },
    )
  }
}

/** Of two entries of one host nobody can tell which was meant. */
function refuseRepeated(text: string, from: string): void {
  const repeated = repeatedMembers(text).map(
    ({ key, lines }) =>
      `${JSON.stringify(key)} (lines ${new Intl.ListFormat('en-GB').format(lines.map(String))})`,
  )
  if (repeated.length === 0) return
  throw new UsageError(
    `Nothing was imported, since ${from} has more than one entry of ${new Intl.ListFormat('en-GB').format(repeated)}. Keep one.`,
  )
}

/** What is wrong with one entry, each a line. */
function checkEntry(
  name: string,
  entry: unknown,
  merged: Record<string, unknown>,
  cloud: ReservedCloud,
  { force, today }: ImportOptions,
): string[] {
  const host = cloud.hostByName.get(name)
  const problems = host ? [] : [describeUnknown(name, [...cloud.hostByName.keys()])]
  const wanted = readReservation(
    name,
    typeof entry === 'object' && !Array.isArray(entry) ? merged : entry,
    (reason) => problems.push(`${name}: ${reason.split(';')[0]}`),
  )
  if (wanted === null) return problems
  if (hasUnreadableEnd(wanted))
    problems.push(`${name}: Until ${JSON.stringify(wanted.until)} is not a day as 2027-03-31`)
  const until = wanted.until?.trim() ?? ''
  if (
    until !== (cloud.document[name] as { Until?: unknown } | undefined)?.Until &&
    isDay(until) &&
    until < today
  ) {
    problems.push(`${name}: Until ${until} is over, it is ${today}`)
  }
  if (!Number.isInteger(wanted.vcpus)) problems.push(`${name}: CPU ${wanted.vcpus} is not a whole number`)
  const given: EntryChange = { vcpus: wanted.vcpus, memoryMb: wanted.memoryMb }
  const excess = force || !host ? [] : describeExcess(host, given, wanted, cloud.rules)
  return problems.concat(excess.map((words) => `${name}: ${words}; --force takes it all the same`))
}

/** What the entry names as the earlier tool writes it: texts for numbers, and no member for nobody and no end. */
function normalise(host: string, entry: unknown, merged: object): EntryChange {
  const wanted = reservationOf(host, merged)
  if (wanted === null) return {}
  const named = asObject(entry)
  return {
    ...('CPU' in named && { vcpus: wanted.vcpus }),
    ...('RAM' in named && { memoryMb: wanted.memoryMb }),
    ...('Owner' in named && { owner: wanted.owner ?? '' }),
    ...('Until' in named && { until: wanted.until ?? '' }),
  }
}

function asObject(entry: unknown): object {
  return typeof entry === 'object' && entry !== null && !Array.isArray(entry) ? entry : {}
}

function keepOnly(document: ReservedDocument, wanted: ReservedDocument): ReservedDocument {
  return Object.fromEntries(Object.entries(document).filter(([host]) => Object.hasOwn(wanted, host)))
}

function changedHosts(before: ReservedDocument, after: ReservedDocument): string[] {
  const hosts = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...hosts].filter((host) => !isDeepStrictEqual(before[host], after[host]))
}
