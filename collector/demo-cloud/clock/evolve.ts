import type { World } from '../world/entities.ts'
import { changeHosts } from './change-hosts.ts'
import { changeServers } from './change-servers.ts'
import { changeVolumes } from './change-volumes.ts'
import { hour } from './time.ts'

/**
 * Lets simulated time pass. Things happen at every full hour since the start, so two advances of an hour are the same as
 * one of two.
 */
export function advanceWorld(world: World, hours: number): void {
  const end = world.now + hours * hour
  for (;;) {
    const next = world.start + (Math.floor((world.now - world.start) / hour) + 1) * hour
    if (next > end) break
    world.now = next
    changeHosts(world)
    changeServers(world)
    changeVolumes(world)
  }
  world.now = end
}
