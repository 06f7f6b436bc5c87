import { z } from 'zod'
import type { PlacementDifference } from '../model.ts'
import { readJson, readRows, serialiseRows } from './json-file.ts'
import type { Parsed } from './parsed.ts'
import { NumberText } from './records.ts'

export const FILE = 'placement_diff.json'

const Row = z
  .object({
    hostname: z.string().min(1),
    placement_vcpu: NumberText,
    actual_vcpu: NumberText,
    difference: NumberText.optional(),
    checked_at: z.string().nullish(),
  })
  .refine((row) => row.difference === undefined || row.difference === row.placement_vcpu - row.actual_vcpu, {
    message: 'difference: not placement_vcpu - actual_vcpu',
  })

export function parsePlacementDiff(text: string): Parsed<PlacementDifference[]> {
  const { value, problems } = readRows(readJson(text, FILE), Row, { file: FILE, text, path: [] })
  return {
    value: value.map((row) => ({
      host: row.hostname,
      placementVcpus: row.placement_vcpu,
      actualVcpus: row.actual_vcpu,
      difference: row.placement_vcpu - row.actual_vcpu,
      checkedAt: row.checked_at ?? null,
    })),
    problems,
  }
}

export function serialisePlacementDiff(differences: PlacementDifference[]): string {
  const rows = differences.map((difference) => ({
    hostname: difference.host,
    placement_vcpu: difference.placementVcpus,
    actual_vcpu: difference.actualVcpus,
    difference: difference.difference,
    checked_at: difference.checkedAt,
  }))
  return `${serialiseRows(rows)}\n`
}
