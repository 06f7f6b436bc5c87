/** What people may write for an amount, in the command as in the draft. */

const WHOLE = /^\d{1,9}$/
const DECIMAL = /^\d{1,9}(\.\d{1,3})?$/

export const ACCEPTED = {
  vcpus: 'a whole number of vCPUs, as 8',
  gib: 'a number of GiB, as 32 or 0.5',
  day: 'a day of the calendar, as 2027-03-31',
} as const

/** vCPUs; null where it is no whole number. */
export function parseVcpus(text: string): number | null {
  return WHOLE.test(text.trim()) ? Number(text) : null
}

/** MiB from GiB; null where it is no number. */
export function parseGib(text: string): number | null {
  return DECIMAL.test(text.trim()) ? Number(text) * 1024 : null
}
