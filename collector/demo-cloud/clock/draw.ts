import type { World } from '../world/entities.ts'
import type { Timeline } from '../world/timeline.ts'

/**
 * An entry drawn at random that passes, or null after a few tries. Drawing skips nothing systematically, so it costs the
 * same whatever the size of the list.
 */
export function draw<T extends { id: string; created: number }>(
  world: World,
  list: Timeline<T>,
  suitable: (entry: T) => boolean,
): T | null {
  const entries = list.drawable
  if (entries.length === 0) return null
  for (let attempt = 0; attempt < 12; attempt++) {
    const entry = world.random.pick(entries)
    if (list.has(entry) && suitable(entry)) return entry
  }
  return null
}
