import type { Meta } from './model.ts'

/** `late` from one and a half intervals, `stale` from three. */
export type Freshness = 'fresh' | 'late' | 'stale'

const MINUTE = 60_000

/** How a collection of that age is to be taken. Both times in milliseconds since the epoch; the interval in minutes. */
export function judgeFreshness(collectedAt: number, now: number, intervalMinutes: number): Freshness {
  const intervals = (now - collectedAt) / (intervalMinutes * MINUTE)
  if (intervals >= 3) return 'stale'
  return intervals >= 1.5 ? 'late' : 'fresh'
}

export interface TroubledSource {
  name: string
  state: 'stale' | 'degraded' | 'failed'
}

/** The sources that did not bring everything this time, worst first: failed, then those of which old files were kept, then degraded. */
export function troubledSources(meta: Meta | null): TroubledSource[] {
  if (!meta) return []
  const troubled: TroubledSource[] = []
  for (const source of meta.sources) {
    const stale = source.files.some((file) => meta.files[file]?.stale)
    if (stale) troubled.push({ name: source.name, state: 'stale' })
    else if (source.state === 'failed' || source.state === 'degraded') {
      troubled.push({ name: source.name, state: source.state })
    }
  }
  const order = { failed: 0, stale: 1, degraded: 2 }
  return troubled.sort((a, b) => order[a.state] - order[b.state])
}
