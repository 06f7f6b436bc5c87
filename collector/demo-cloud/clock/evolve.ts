import type { World } from '../world/entities.ts'

export function advanceWorld(world: World, hours: number): void {
  world.now += hours * 3_600_000
}
