import { formatCountOf } from '../units.ts'
import type { Unplaced } from './assign.ts'
import type { PlanningHost, PlanningInstance, Reason, ReasonCode } from './planning-model.ts'

/** Reasons that are the server's own, whatever the host. */
const OF_SERVER: ReadonlySet<ReasonCode> = new Set(['size-unknown', 'not-movable', 'moving', 'locked'])

function isOfServer({ code }: Reason): boolean {
  return OF_SERVER.has(code)
}

/** `cmp02 has 2 vCPU free, 8 vCPU needed`, `web is being moved already` */
export function sayReason(
  reason: Reason,
  instance: Pick<PlanningInstance, 'name' | 'id'>,
  host: Pick<PlanningHost, 'name'>,
): string {
  return `${isOfServer(reason) ? instance.name || instance.id : host.name} ${reason.words}`
}

/** Why no host takes it: what is the server's own matter alone, else what most hosts say first. */
export function sayRefusals({ instance, refusals }: Unplaced): string[] {
  const own = refusals.filter(({ reason }) => isOfServer(reason))
  if (own.length > 0) return own.map(({ reason }) => sayReason(reason, instance, { name: '' }))
  if (refusals.length === 0) return ['There is no host to choose from.']
  return refusals.map(({ reason, hosts }) => {
    const [first = ''] = hosts
    return hosts.length === 1
      ? `${first} ${reason.words}`
      : `${first} ${reason.words}; likewise ${formatCountOf(hosts.length - 1, 'other host')}`
  })
}
