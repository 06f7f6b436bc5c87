import type { Project } from '../../src/lib/model.ts'
import type { Reading } from '../sources/reading.ts'
import type { Api } from './client.ts'
import { asBooleanOrNull, asFilledText, asRecord, asText, type JsonRecord } from './json.ts'
import { type PagedList, readPages } from './pages.ts'
import { RequestError } from './request-error.ts'

/** Every project with the name of its domain. Where domains cannot be read their ids stand for their names. */
export async function readProjects(api: Api): Promise<Reading<Project[]>> {
  const shortfalls: string[] = []
  const [rows, domains] = await Promise.all([
    readIdentityList(api, 'projects', shortfalls),
    readDomains(api, shortfalls),
  ])
  return { value: rows.map((row) => parseProject(row, domains)), shortfall: shortfalls.join('; ') }
}

async function readDomains(api: Api, shortfalls: string[]): Promise<Map<string, string>> {
  try {
    const rows = await readIdentityList(api, 'domains', shortfalls)
    return new Map(rows.map((row) => [asText(row['id']), asText(row['name'])]))
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    shortfalls.push(`domains have no names: ${error.message}`)
    return new Map()
  }
}

function readIdentityList(
  api: Api,
  key: 'projects' | 'domains',
  shortfalls: string[],
): Promise<JsonRecord[]> {
  const next: PagedList['next'] = (document) => {
    const href = asFilledText(asRecord(document['links'])['next'])
    // Keystone cuts at its list_limit; older ones give no way to the rest.
    if (href === null && document['truncated'] === true)
      shortfalls.push(`Keystone cut the list of ${key} (its list_limit)`)
    return href
  }
  return readPages(api, { request: { service: 'identity', path: `/${key}` }, key, next })
}

export function parseProject(row: JsonRecord, domains: ReadonlyMap<string, string>): Project {
  const domainId = asText(row['domain_id'])
  return {
    id: asText(row['id']),
    name: asText(row['name']),
    domainId,
    domainName: domains.get(domainId) ?? domainId,
    enabled: asBooleanOrNull(row['enabled']) ?? true,
    description: asText(row['description']),
    parentId: asFilledText(row['parent_id']),
  }
}
