import { z } from 'zod'
import type { InstanceIdCheck } from '../model.ts'
import { readJson, readRows, serialiseRows } from './json-file.ts'
import type { Parsed } from './parsed.ts'

export const FILE = 'instance_ids_check.json'

/** `[""]` means none: the earlier tool's script splits an empty line. */
const Ids = z.array(z.string()).transform((ids) => ids.filter((id) => id.trim() !== ''))
const Row = z.object({
  hostname: z.string().min(1),
  missing_in_openstack: Ids,
  missing_in_curl: Ids,
  checked_at: z.string().nullish(),
})

export function parseInstanceIdsCheck(text: string): Parsed<InstanceIdCheck[]> {
  const { value, problems } = readRows(readJson(text, FILE), Row, { file: FILE, text, path: [] })
  return {
    value: value.map((row) => ({
      host: row.hostname,
      missingInOpenstack: row.missing_in_openstack,
      missingInPlacement: row.missing_in_curl,
      checkedAt: row.checked_at ?? null,
    })),
    problems,
  }
}

export function serialiseInstanceIdsCheck(checks: InstanceIdCheck[]): string {
  const rows = checks.map((check) => ({
    hostname: check.host,
    missing_in_openstack: orNone(check.missingInOpenstack),
    missing_in_curl: orNone(check.missingInPlacement),
    checked_at: check.checkedAt,
  }))
  return `${serialiseRows(rows)}\n`
}

function orNone(ids: string[]): string[] {
  return ids.length > 0 ? ids : ['']
}
