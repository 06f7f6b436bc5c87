import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeEntry } from '../../collector/history/entry.ts'
import { deriveCloud } from '../../src/lib/cloud.ts'
import { defaultConfig } from '../../src/lib/files/config.ts'
import { ENTRY_FILE, serialiseEntry } from '../../src/lib/files/history-entry.ts'
import { type HistoryTotals, serialiseTotals, TOTALS_FILE } from '../../src/lib/files/history-totals.ts'
import { loadSnapshot } from '../../src/lib/snapshot.ts'

const DAY_MS = 86_400_000

export interface Past {
  days: number
  /** Collections a day. */
  perDay: number
  /** What share of today's use was used so many days ago; the same for every resource. */
  share: (daysAgo: number) => number
  /** Whether nothing was collected then. */
  isGap?: (daysAgo: number) => boolean
  /** Whether the storage could not be read then. */
  isStale?: (daysAgo: number) => boolean
}

/** Gives the collection in a data folder a history beside it, as if the cloud had grown to it. */
export async function writeGrownHistory(dataDir: string, past: Past): Promise<void> {
  const cloud = deriveCloud(await loadSnapshot(dataDir), defaultConfig)
  const { entry } = makeEntry(cloud, null)
  await writeFile(join(dataDir, '..', ENTRY_FILE), serialiseEntry(entry))
  const folder = join(dataDir, '../history')
  const months = Map.groupBy(pastOf(entry.totals, past), ({ at }) => at.slice(0, 7))
  for (const [month, lines] of months) {
    await mkdir(join(folder, month), { recursive: true })
    const text = lines.map((line, index) => serialiseTotals(line, lines[index - 1] ?? null)).join('')
    await writeFile(join(folder, month, TOTALS_FILE), text)
  }
}

/** The lines of such a history before the newest, ascending. */
function pastOf(newest: HistoryTotals, { days, perDay, share, isGap, isStale }: Past): HistoryTotals[] {
  const count = Math.round(days * perDay)
  const ago = Array.from({ length: count - 1 }, (_, index) => (count - 1 - index) / perDay)
  return ago
    .filter((daysAgo) => !isGap?.(daysAgo))
    .map((daysAgo) => {
      const at = new Date(Date.parse(newest.at) - daysAgo * DAY_MS).toISOString()
      const stale = isStale?.(daysAgo) ?? false
      return {
        ...shrink(newest, share(daysAgo)),
        at,
        degraded: stale,
        stale: stale ? { storage: newest.at } : {},
      }
    })
}

type Amount = HistoryTotals['total']['vcpu']

function shrink(line: HistoryTotals, share: number): HistoryTotals {
  const whole = (figure: number) => Math.round(figure * share)
  const amount = (one: Amount): Amount => {
    const freed = one.used - whole(one.used)
    return { ...one, used: one.used - freed, available: one.available + freed, final: one.final + freed }
  }
  const compute = <T extends { vcpu: Amount; memoryMb: Amount }>(one: T): T => ({
    ...one,
    vcpu: amount(one.vcpu),
    memoryMb: amount(one.memoryMb),
  })
  const { storage } = line
  return {
    ...line,
    tiers: line.tiers.map(compute),
    total: { ...compute(line.total), instances: whole(line.total.instances) },
    storage: storage && {
      ...storage,
      usedBytes: whole(storage.usedBytes),
      availableBytes: storage.totalBytes - whole(storage.usedBytes),
      pools: storage.pools.map((pool) => ({
        ...pool,
        storedBytes: whole(pool.storedBytes),
        usedBytes: whole(pool.usedBytes),
      })),
    },
    projects: Object.fromEntries(
      Object.entries(line.projects).map(([name, [instances, vcpus, memoryMb, volumes, gib]]) => [
        name,
        [whole(instances), whole(vcpus), whole(memoryMb), whole(volumes), whole(gib)] as const,
      ]),
    ) as HistoryTotals['projects'],
  }
}
