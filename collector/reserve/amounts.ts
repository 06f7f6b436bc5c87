import { isDay } from '../../src/lib/calendar-day.ts'
import type { EntryChange } from '../../src/lib/reserved-document.ts'
import { UsageError } from '../errors.ts'

/** What a person gave on the command line; undefined where an option was left out. */
export interface ReserveOptions {
  cpu?: string | undefined
  ram?: string | undefined
  purpose?: string | undefined
  owner?: string | undefined
  until?: string | undefined
}

const WHOLE = /^\d{1,9}$/
const DECIMAL = /^\d{1,9}(\.\d{1,3})?$/

/** The change that the options ask for. `today` is the day in the site's zone. Throws UsageError with what is accepted. */
export function parseOptions(options: ReserveOptions, today: string): EntryChange {
  const { cpu, ram, purpose, owner, until } = options
  const change: EntryChange = {
    ...(cpu !== undefined && { vcpus: readNumber(cpu, WHOLE, '--cpu takes a whole number of vCPUs, as 8') }),
    ...(ram !== undefined && {
      memoryMb: readNumber(ram, DECIMAL, '--ram takes a number of GiB, as 32 or 0.5') * 1024,
    }),
    ...(purpose !== undefined && { purpose }),
    ...(owner !== undefined && { owner }),
    ...(until !== undefined && { until: readUntil(until, today) }),
  }
  if (Object.keys(change).length > 0) return change
  throw new UsageError('Say what to set: --cpu, --ram, --purpose, --owner or --until. See --help.')
}

function readNumber(text: string, form: RegExp, accepted: string): number {
  if (form.test(text.trim())) return Number(text)
  throw new UsageError(`${accepted}, and 0 for none; ${JSON.stringify(text)} is not one.`)
}

function readUntil(text: string, today: string): string {
  const day = text.trim()
  if (day === '') return ''
  if (!isDay(day)) {
    throw new UsageError(
      `--until takes a day of the calendar as 2027-03-31, or "" for no end; ${JSON.stringify(text)} is not one.`,
    )
  }
  if (day < today) throw new UsageError(`--until takes a day to come; ${day} is over, it is ${today}.`)
  return day
}
