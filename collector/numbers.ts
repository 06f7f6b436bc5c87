import { UsageError } from './errors.ts'

const DEFAULT_PORT = 8080

/** A `--port` that was given is meant; without one the next free port does as well. Throws UsageError. */
export function parsePort(option: string | undefined): { port: number; orNextPort: boolean } {
  if (option === undefined) return { port: DEFAULT_PORT, orNextPort: true }
  const port = Number(option)
  if (!/^\d+$/.test(option) || port > 65_535) {
    throw new UsageError(`--port ${option} is no port: a number from 0 (any free one) to 65535 is needed.`)
  }
  return { port, orNextPort: false }
}

/** A whole number from 0 on. Throws UsageError, which names the option. */
export function parseCount(option: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new UsageError(`${option} ${text} is no whole number.`)
}
