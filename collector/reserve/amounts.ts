import { isDay } from '../../src/lib/calendar-day.ts'
import type { EntryChange } from '../../src/lib/reserved-document.ts'
import { ACCEPTED, parseGib, parseVcpus } from '../../src/lib/reservation-amounts.ts'
import { UsageError } from '../errors.ts'

/** What a person gave on the command line; undefined where an option was left out. */
export interface ReserveOptions {
  cpu?: string | undefined
  ram?: string | undefined
  purpose?: string | undefined
  owner?: string | undefined
  until?: string | undefined
}

/** The change that the options ask for. `today` is the day in the site's zone. Throws UsageError with what is accepted. */
export function parseOptions(options: ReserveOptions, today: string): EntryChange {
  const { cpu, ram, purpose, owner, until } = options
  const change: EntryChange = {
    ...(cpu !== undefined && { vcpus: readAmount(cpu, parseVcpus, `--cpu takes ${ACCEPTED.vcpus}`) }),
    ...(ram !== undefined && { memoryMb: readAmount(ram, parseGib, `--ram takes ${ACCEPTED.gib}`) }),
    ...(purpose !== undefined && { purpose }),
    ...(owner !== undefined && { owner }),
    ...(until !== undefined && { until: readUntil(until, today) }),
  }
  if (Object.keys(change).length > 0) return change
  throw new UsageError('Say what to set: --cpu, --ram, --purpose, --owner or --until. See --help.')
}

function readAmount(text: string, parse: (text: string) => number | null, accepted: string): number {
  const amount = parse(text)
  if (amount !== null) return amount
  throw new UsageError(`${accepted}, and 0 for none; ${JSON.stringify(text)} is not one.`)
}

function readUntil(text: string, today: string): string {
  const day = text.trim()
  if (day === '') return ''
  if (!isDay(day)) {
    throw new UsageError(
      `--until takes ${ACCEPTED.day}, or "" for no end; ${JSON.stringify(text)} is not one.`,
    )
  }
  if (day < today) throw new UsageError(`--until takes a day to come; ${day} is over, it is ${today}.`)
  return day
}
