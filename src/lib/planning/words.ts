import type { PlanningHost, PlanningInstance, Reason, ReasonCode } from './planning-model.ts'

/** Reasons that are the server's own, whatever the host. */
const OF_SERVER: ReadonlySet<ReasonCode> = new Set(['size-unknown', 'not-movable', 'moving', 'locked'])

export function isOfServer({ code }: Reason): boolean {
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
