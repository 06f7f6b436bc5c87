import { asText, type JsonRecord } from '../openstack/json.ts'
import type { OpenstackCommand } from './client.ts'

/**
 * Every row of a list that the command ends where Nova does (osapi_max_limit), each once: it is asked for what comes behind
 * the last row until nothing does. A short answer is no end, since nobody tells where Nova cuts.
 */
export async function askPages(
  openstack: OpenstackCommand,
  words: readonly string[],
  options: readonly string[],
  idColumn = 'ID',
): Promise<JsonRecord[]> {
  const rows = new Map<string, JsonRecord>()
  for (let marker: string[] = []; ;) {
    const page = await openstack.ask([...words, ...marker], options)
    const before = rows.size
    for (const row of page) rows.set(asText(row[idColumn]), row)
    const last = page.at(-1)
    if (rows.size === before || last === undefined) return [...rows.values()]
    marker = ['--marker', asText(last[idColumn])]
  }
}
