import type { PlanningInstance, PlanningState, Reason } from './planning-model.ts'

/** How Nova moves a server: while it runs, with a stop and a confirmation, or from a host that is gone. */
export type Way = 'live' | 'cold' | 'evacuate'

const MOVING = new Set(['MIGRATING', 'RESIZE', 'REVERT_RESIZE'])
const LIVE = new Set(['ACTIVE', 'PAUSED'])
const COLD = new Set(['SHUTOFF'])
/** nova.compute.api, `evacuate`: only from a service that is down. */
const EVACUATED = new Set(['ACTIVE', 'SHUTOFF', 'ERROR'])

/** By which way Nova lets a server go in its state (`check_instance_state` in nova.compute.api), or why it does not. */
export function wayOut(instance: PlanningInstance, host: PlanningState): Way | Reason {
  const { status, taskState, moving, fault } = instance
  if (instance.host === null) return { code: 'not-movable', words: 'is on no host' }
  if (moving || MOVING.has(status)) return { code: 'moving', words: 'is being moved already' }
  if (status === 'VERIFY_RESIZE')
    return { code: 'moving', words: 'was moved or resized: confirm or revert that first' }
  if (taskState !== null) return { code: 'not-movable', words: `is busy: ${taskState}` }
  if (host === 'down') {
    if (EVACUATED.has(status)) return 'evacuate'
    return {
      code: 'not-movable',
      words: `is ${status} on a host that is down, from where it cannot be evacuated`,
    }
  }
  if (LIVE.has(status)) return 'live'
  if (COLD.has(status)) return 'cold'
  if (status === 'ERROR')
    return { code: 'not-movable', words: fault ? `is in ERROR: ${firstLine(fault)}` : 'is in ERROR' }
  return {
    code: 'not-movable',
    words: `is ${status}; Nova moves servers that are active, paused or shut off`,
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}
