import type { Call } from './http.ts'

export type FaultService = 'identity' | 'compute' | 'placement' | 'volume' | 'image' | 'ceph'

/** Something that goes wrong on purpose. A fault without conditions hits every request. */
export interface Fault {
  service?: FaultService
  method?: string
  /** Part of the path below the service, with its query: `servers/detail`, `marker=`. */
  path?: string
  /** Only the nth request that matches, counted from 1; with `times`, that one and those after it. */
  nth?: number
  /** How many requests it hits; without a limit, and without `nth`, all of them. */
  times?: number
  /**
   * - latency: answers late
   * - status: answers with that status (and Retry-After, where given)
   * - reset: closes the connection without an answer
   * - hang: never answers
   * - truncate: stops in the middle of the body
   * - wrong-json: answers 200 with something that is not JSON
   * - wrong-types: answers 200 with JSON of the right keys, and a value of another type behind each of them
   * - repeat-marker: gives the first page again, whatever marker is asked for
   * - refuse: leads to a closed port. Decided in the catalog, for a whole service; identity resets instead.
   * - absent: is not in the catalog, for a whole service
   */
  kind:
    | 'latency'
    | 'status'
    | 'reset'
    | 'hang'
    | 'truncate'
    | 'wrong-json'
    | 'wrong-types'
    | 'repeat-marker'
    | 'refuse'
    | 'absent'
  milliseconds?: number
  status?: number
  /** Seconds, or an HTTP date. */
  retryAfter?: number | string
}

export interface Faults {
  /** The fault that hits this request; counts the request for every fault that it matches. */
  match(service: string, call: Call): Fault | null
  /** Service types whose endpoints are closed. */
  refused(): Set<string>
  /** Service types that the catalog lacks. */
  absent(): Set<string>
  set(faults: readonly Fault[]): void
}

export function createFaults(initial: readonly Fault[]): Faults {
  let active: { fault: Fault; seen: number }[] = []
  const set = (faults: readonly Fault[]) => {
    active = faults.map((fault) => ({ fault, seen: 0 }))
  }
  set(initial)
  return {
    set,
    match(service, call) {
      let hit: Fault | null = null
      for (const entry of active) {
        if (!concerns(entry.fault, service, call)) continue
        entry.seen += 1
        if (hit === null && isDue(entry.fault, entry.seen)) hit = entry.fault
      }
      return hit
    },
    refused: () => listTypes(active, 'refuse'),
    absent: () => listTypes(active, 'absent'),
  }
}

function listTypes(active: readonly { fault: Fault }[], kind: Fault['kind']): Set<string> {
  const types = active.filter(({ fault }) => fault.kind === kind).map(({ fault }) => fault.service ?? '')
  // The catalog knows Cinder by two types.
  return new Set(types.flatMap((type) => (type === 'volume' ? ['volumev3', 'block-storage'] : [type])))
}

function concerns(fault: Fault, service: string, call: Call): boolean {
  // A service that is refused or absent never sees a request, but for identity, which has no catalog before it.
  if (fault.kind === 'absent' || (fault.kind === 'refuse' && fault.service !== 'identity')) return false
  const address = call.query.size > 0 ? `${call.path}?${call.query}` : call.path
  return (
    (fault.service ?? service) === service &&
    (fault.method ?? call.method) === call.method &&
    address.includes(fault.path ?? '')
  )
}

function isDue(fault: Fault, seen: number): boolean {
  const first = fault.nth ?? 1
  const times = fault.times ?? (fault.nth === undefined ? Number.POSITIVE_INFINITY : 1)
  return seen >= first && seen < first + times
}
