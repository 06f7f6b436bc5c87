import type { Hypervisor } from '../model.ts'
import { joinLines, readLines } from './lines.ts'
import { quote, RowError, type Parsed } from './parsed.ts'
import { parseNumber } from './sizes.ts'

export const FILE = 'allocation.txt'

const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]+)$/i
const COUNTERS = 4

/**
 * ID, hostname, type, host IP, state, vCPUs used, vCPUs, memory MB used, memory MB. The type may hold blanks and the
 * older form has no IP, so fields count from the line's end. Clients of compute API 2.88 and later print no counters.
 */
export function parseAllocation(text: string): Parsed<Hypervisor[]> {
  const seen = new Set<string>()
  return readLines(text, FILE, (line) => {
    const hypervisor = readHypervisor(line.split(/\s+/))
    if (seen.has(hypervisor.name)) throw new RowError(`host ${quote(hypervisor.name)} is listed twice`)
    seen.add(hypervisor.name)
    return hypervisor
  })
}

function readHypervisor(fields: string[]): Hypervisor {
  const counters = fields.slice(-COUNTERS).map(readCounter)
  const counted = fields.length >= 3 + COUNTERS && counters.every((counter) => counter !== undefined)
  const head = counted ? fields.slice(0, -COUNTERS) : fields
  const [vcpusUsed = null, vcpus = null, memoryMbUsed = null, memoryMb = null] = counted ? counters : []
  const state = head.at(-1)?.toLowerCase()
  const [id, name] = head
  if (id === undefined || name === undefined || head.length < 3)
    throw new RowError(`expected 9 fields, found ${fields.length}`)
  if (state !== 'up' && state !== 'down' && state !== 'unknown') {
    throw new RowError(
      `${quote(head.at(-1) ?? '')} is no state (up or down) before the numbers; are the fields shifted?`,
    )
  }
  const middle = head.slice(2, -1)
  const last = middle.at(-1) ?? ''
  const ip = ADDRESS.test(last) || (middle.length > 1 && isUnknown(last)) ? last : ''
  const type = (ip === '' ? middle : middle.slice(0, -1)).join(' ')
  const status = type === 'enabled' || type === 'disabled' ? type : null
  return {
    id,
    name,
    type: status !== null || isUnknown(type) ? '' : type,
    ip: isUnknown(ip) ? '' : ip,
    state,
    vcpusUsed,
    vcpus,
    memoryMbUsed,
    memoryMb,
    uuid: null,
    serviceHost: null,
    enabled: status === null ? null : status === 'enabled',
    disabledReason: null,
    version: null,
    localGib: null,
    localGibUsed: null,
    runningInstances: null,
    cpuModel: null,
    uptime: null,
  }
}

/** Undefined where the field is no counter. */
function readCounter(field: string): number | null | undefined {
  return isUnknown(field) ? null : (parseNumber(field) ?? undefined)
}

function isUnknown(field: string): boolean {
  return field === 'None' || field === '-'
}

/** Writes the nine fields; the others are in hypervisors.json. */
export function serialiseAllocation(hypervisors: Hypervisor[]): string {
  return joinLines(
    hypervisors.map((hypervisor) =>
      [
        hypervisor.id,
        hypervisor.name,
        hypervisor.type || 'None',
        hypervisor.ip || 'None',
        hypervisor.state,
        ...[hypervisor.vcpusUsed, hypervisor.vcpus, hypervisor.memoryMbUsed, hypervisor.memoryMb].map(
          (n) => n ?? 'None',
        ),
      ].join(' '),
    ),
  )
}
