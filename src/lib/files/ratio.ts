import type { HostRatio } from '../model.ts'
import { joinLines, readLines } from './lines.ts'
import { quote, RowError, type Parsed } from './parsed.ts'
import { parseNumber } from './sizes.ts'

export const FILE = 'ratio.txt'

/**
 * `host, cpu ratio, ram ratio`; an empty ratio is one that is not known. A fourth field tells where they come from, if it is
 * not Placement: readers that know three fields find them where they always were.
 */
export function parseRatio(text: string): Parsed<HostRatio[]> {
  const seen = new Set<string>()
  return readLines(text, FILE, (line) => {
    const [host = '', cpu, ram, source = '', ...rest] = line.split(',').map((field) => field.trim())
    if (host === '' || cpu === undefined || ram === undefined || rest.length > 0) {
      throw new RowError(`expected "host, cpu ratio, ram ratio", found ${quote(line)}`)
    }
    const cpuRatio = readRatio(cpu)
    const ramRatio = readRatio(ram)
    if (cpuRatio === undefined)
      throw new RowError(`the cpu ratio ${quote(cpu)} of ${quote(host)} is not a number above 0`)
    if (ramRatio === undefined)
      throw new RowError(`the ram ratio ${quote(ram)} of ${quote(host)} is not a number above 0`)
    if (seen.has(host)) throw new RowError(`host ${quote(host)} is listed twice`)
    seen.add(host)
    return { host, cpuRatio, ramRatio, ...(source !== '' && { source }) }
  })
}

/** Null where it is not known, undefined where it is none. */
function readRatio(field: string): number | null | undefined {
  if (field === '' || field === 'None' || field === '-') return null
  const ratio = parseNumber(field)
  return ratio !== null && ratio > 0 ? ratio : undefined
}

export function serialiseRatio(ratios: HostRatio[]): string {
  return joinLines(
    ratios.map(({ host, cpuRatio, ramRatio, source }) =>
      [host, cpuRatio ?? '', ramRatio ?? '', ...(source === undefined ? [] : [source])].join(', '),
    ),
  )
}
