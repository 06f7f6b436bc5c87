import type { Problem, Reservation } from '../model.ts'
import type { ReservedDocument } from '../reserved-document.ts'
import { isObject, readJson } from './json-file.ts'
import { memberLines } from './json-lines.ts'
import { DataFileError, quote, type Parsed } from './parsed.ts'
import { parseNumber } from './sizes.ts'

export const FILE = 'reserved.json'

/** `{host: {CPU, RAM (GiB), Kebutuhan (the purpose), Owner, Until}}`, kept by people; empty entries are left out. */
export function parseReserved(text: string): Parsed<Reservation[]> {
  const document = readReservedDocument(text)
  const problems: Problem[] = []
  const value: Reservation[] = []
  let lines: Map<number | string, number> | null = null
  function report(host: string, reason: string): void {
    lines ??= memberLines(text)
    problems.push({ file: FILE, line: lines.get(host) ?? null, reason: `${host}: ${reason}` })
  }
  for (const [host, entry] of Object.entries(document)) {
    const reservation = readReservation(host, entry, (reason) => report(host, reason))
    if (reservation !== null && isSomething(reservation)) value.push(reservation)
  }
  return { value, problems }
}

/** The file as it is, with what we do not know of it. Throws DataFileError where it holds no entries by host. */
export function readReservedDocument(text: string): ReservedDocument {
  const document = readJson(text, FILE, 'mend it')
  if (isObject(document)) return document
  throw new DataFileError(FILE, 1, 'expected an object with a member for each host; mend it')
}

/** One host's entry; null where it is none at all. What of it cannot be used is reported, and counts as none. */
export function readReservation(
  host: string,
  entry: unknown,
  report: (reason: string) => void,
): Reservation | null {
  if (!isObject(entry)) {
    report('expected an object with CPU, RAM and Kebutuhan; it counts as no reservation')
    return null
  }
  return {
    host,
    vcpus: readAmount(entry['CPU'], (shown) => report(`CPU ${shown} is not an amount; it counts as none`)),
    memoryMb:
      readAmount(entry['RAM'], (shown) => report(`RAM ${shown} is not an amount of GiB; it counts as none`)) *
      1024,
    purpose: readText(entry['Kebutuhan']) ?? '',
    owner: readText(entry['Owner']),
    until: readText(entry['Until']),
  }
}

function readAmount(value: unknown, report: (shown: string) => void): number {
  if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) return 0
  const amount = typeof value === 'number' ? value : typeof value === 'string' ? parseNumber(value) : null
  if (amount !== null && amount >= 0) return amount
  report(quote(typeof value === 'string' ? value : JSON.stringify(value)))
  return 0
}

function readText(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}

function isSomething(reservation: Reservation): boolean {
  return (
    reservation.vcpus > 0 ||
    reservation.memoryMb > 0 ||
    reservation.purpose.trim() !== '' ||
    (reservation.owner ?? '') !== '' ||
    (reservation.until ?? '') !== ''
  )
}

/** A new file of these alone: texts for numbers and '' for none, as the earlier tool writes them. */
export function serialiseReserved(reservations: readonly Reservation[]): string {
  const entries = reservations.map((reservation) => [
    reservation.host,
    {
      CPU: reservation.vcpus === 0 ? '' : String(reservation.vcpus),
      RAM: reservation.memoryMb === 0 ? '' : String(reservation.memoryMb / 1024),
      Kebutuhan: reservation.purpose,
      ...(reservation.owner !== null && { Owner: reservation.owner }),
      ...(reservation.until !== null && { Until: reservation.until }),
    },
  ])
  return `${JSON.stringify(Object.fromEntries(entries), null, 4)}\n`
}
