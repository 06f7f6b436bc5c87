import { createRandom, type Random } from '../../collector/demo-cloud/random.ts'

/** A kind of history, of which there are as many as seeds. */
export interface Scenario {
  name: string
  grows: boolean
  /** What is used at most on each of so many days; `today` is the last day that is known. */
  use(seed: number, days: number, today: number): number[]
  /** Whether there was no collection on a day. */
  isGap(day: number): boolean
}

interface Shape {
  perDay?: number
  /** Standard deviation of each day for itself. */
  noise?: number
  /** Standard deviation of the step of a random walk, a day. */
  walk?: number
  /** What is less used on two days of each week. */
  weekend?: number
  /** So many days ago the level jumped by so much. */
  shift?: { ago: number; size: number }
  /** Half of the use doubles in so many days. */
  doubles?: number
  /** On average so much more every so many days. */
  batches?: { every: number; size: number }
  gaps?: (day: number) => boolean
}

const START = 1000

function scenario(name: string, shape: Shape): Scenario {
  const { perDay = 0, noise = 0, walk = 0, weekend = 0, shift, doubles, batches, gaps } = shape
  return {
    name,
    grows: perDay > 0 || doubles !== undefined || batches !== undefined,
    isGap: gaps ?? (() => false),
    use(seed, days, today) {
      const random = createRandom(seed, name)
      const phase = random.int(0, 6)
      let walked = 0
      let batched = 0
      return Array.from({ length: days }, (_, day) => {
        walked += walk * normal(random)
        if (batches && (day + phase) % batches.every === 0) batched += batches.size * (0.5 + random.next())
        const doubling = doubles ? START * 0.5 * 2 ** ((day - today) / doubles) : 0
        const rhythm = (day + phase) % 7 >= 5 ? -weekend : 0
        const shifted = shift && day > today - shift.ago ? shift.size : 0
        return START + perDay * day + walked + batched + doubling + rhythm + shifted + noise * normal(random)
      })
    },
  }
}

/** Box and Muller's. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
}

export const SCENARIOS: readonly Scenario[] = [
  scenario('Steady', { perDay: 4, noise: 5 }),
  scenario('Steady, noisy', { perDay: 4, noise: 40 }),
  scenario('Steady, fewer on weekends', { perDay: 4, noise: 10, weekend: 80 }),
  scenario('Steady, nothing collected on 9 of 20 days', {
    perDay: 4,
    noise: 10,
    gaps: (day) => day % 20 < 9,
  }),
  scenario('In batches, every 10 days', { batches: { every: 10, size: 40 }, noise: 5 }),
  scenario('Wandering upwards', { perDay: 4, walk: 15 }),
  scenario('Slow, wandering a little', { perDay: 1, noise: 8, walk: 4 }),
  scenario('Steady, a migration in 20 days ago', { perDay: 4, noise: 8, shift: { ago: 20, size: 250 } }),
  scenario('Steady, a migration in 4 days ago', { perDay: 4, noise: 8, shift: { ago: 4, size: 250 } }),
  scenario('Steady, a mass deletion 30 days ago', { perDay: 4, noise: 8, shift: { ago: 30, size: -250 } }),
  scenario('Steady, a mass deletion yesterday', { perDay: 4, noise: 8, shift: { ago: 2, size: -250 } }),
  scenario('Getting faster: half of it doubles in 90 days', { doubles: 90, noise: 8 }),
  scenario('Flat', { noise: 15 }),
  scenario('Flat, fewer on weekends', { noise: 8, weekend: 80 }),
  scenario('Flat, wandering', { walk: 8 }),
  scenario('Flat, a migration in 20 days ago', { noise: 8, shift: { ago: 20, size: 250 } }),
  scenario('Flat, a migration in 4 days ago', { noise: 8, shift: { ago: 4, size: 250 } }),
  scenario('Shrinking', { perDay: -3, noise: 10 }),
]
