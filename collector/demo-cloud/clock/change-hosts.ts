import { downReasons, maintenanceReasons } from '../world/names.ts'
import type { Host, World } from '../world/entities.ts'
import { hour } from './time.ts'

/** Chances for each host and hour: about one failure in a year, and three maintenances. */
const failing = 0.00012
const maintaining = 0.00035

/** Hosts fail and return; operators take some out for maintenance and bring them back. */
export function changeHosts(world: World): void {
  for (const host of world.hosts) {
    if (host.changesAt !== null) {
      if (world.now >= host.changesAt) restore(host)
      continue
    }
    // Those that were out at the start stay out, so that every collection has some.
    if (!host.up || !host.enabled) continue
    if (world.random.chance(failing)) {
      const reason = world.random.chance(0.5) ? world.random.pick(downReasons) : null
      Object.assign(host, { up: false, enabled: reason === null, disabledReason: reason })
      host.changesAt = world.now + world.random.int(2, 14) * hour
    } else if (world.random.chance(maintaining)) {
      Object.assign(host, { enabled: false, disabledReason: world.random.pick(maintenanceReasons) })
      host.changesAt = world.now + world.random.int(3, 40) * hour
    }
  }
}

function restore(host: Host): void {
  Object.assign(host, { up: true, enabled: true, disabledReason: null, changesAt: null })
}

/** Where the scheduler may put something. */
export function usableHosts(world: World): Host[] {
  return world.hosts.filter((host) => host.up && host.enabled)
}
