import type { World } from '../world/entities.ts'

export const hour = 3_600_000

/** Some moment of the hour that has just passed. */
export function momentAgo(world: World): number {
  return world.now - world.random.int(1, 3599) * 1000
}

/** People work by day: about 0.4 at night, 1.6 at noon, 1 on average. */
export function readBustle(now: number): number {
  const time = new Date(now)
  const weekend = time.getUTCDay() === 0 || time.getUTCDay() === 6
  return (weekend ? 0.6 : 1.16) * (1 + 0.6 * Math.sin((Math.PI * (time.getUTCHours() - 6)) / 12))
}
