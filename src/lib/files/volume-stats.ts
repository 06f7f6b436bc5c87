import { z } from 'zod'
import type { VolumeStats } from '../model.ts'
import { describeIssues, readJson } from './json-file.ts'
import { DataFileError, type Parsed } from './parsed.ts'
import { NumberText } from './records.ts'

export const FILE = 'volume_stats.json'

const Stats = z.object({
  ceph_erasure_code: NumberText.nullish(),
  ceph_total_size_tb: NumberText.nullish(),
})

/** The earlier tool's own totals: only the overhead factor and the storage total (TiB) are used. */
export function parseVolumeStats(text: string): Parsed<VolumeStats> {
  const result = Stats.safeParse(readJson(text, FILE))
  if (!result.success)
    throw new DataFileError(FILE, null, `${describeIssues(result.error)}; mend it, or remove it`)
  const { ceph_erasure_code: overhead, ceph_total_size_tb: totalTib } = result.data
  return { value: { overhead: overhead ?? null, totalTib: totalTib ?? null }, problems: [] }
}

export function serialiseVolumeStats(stats: VolumeStats): string {
  return `${JSON.stringify({ ceph_erasure_code: stats.overhead, ceph_total_size_tb: stats.totalTib }, null, 2)}\n`
}
