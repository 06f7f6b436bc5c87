import type { Project } from '../../src/lib/model.ts'
import type { Reading } from '../sources/reading.ts'
import type { Api } from './client.ts'
import { asBooleanOrNull, asFilledText, asRecord, asText, type JsonRecord } from './json.ts'
import { type NextPage, readPages } from './pages.ts'
import { RequestError } from './request-error.ts'

/** Every project with the name of its domain. Where domains cannot be read their ids stand for their names. */
export async function readProjects(api: Api): Promise<Reading<Project[]>> {
  const shortfalls: string[] = []
  const [projects, domains] = await Promise.all([
    readIdentityList(api, 'projects', parseProject, shortfalls),
    readDomains(api, shortfalls),
  ])
  const named = projects.map((project) => ({
    ...project,
    domainName: domains.get(project.domainId) ?? project.domainId,
  }))
  return { value: named, shortfall: shortfalls.join('; ') }
}

async function readDomains(api: Api, shortfalls: string[]): Promise<Map<string, string>> {
  try {
    const parse = (row: JsonRecord) => [asText(row['id']), asText(row['name'])] as const
    return new Map(await readIdentityList(api, 'domains', parse, shortfalls))
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    shortfalls.push(`domains have no names: ${error.message}`)
    return new Map()
  }
}

function readIdentityList<T>(
  api: Api,
  key: 'projects' | 'domains',
  parse: (row: JsonRecord) => T,
  shortfalls: string[],
): Promise<T[]> {
  const next: NextPage = (document) => {
    const href = asFilledText(asRecord(document['links'])['next'])
    // Keystone cuts at its list_limit; older ones give no way to the rest.
    if (href === null && document['truncated'] === true)
      shortfalls.push(`Keystone cut the list of ${key} (its list_limit)`)
    return href
  }
  return readPages(api, { request: { service: 'identity', path: `/${key}` }, key, next, parse })
}

/** `domainName` is still to be filled in. */
export function parseProject(row: JsonRecord): Project {
  return {
    id: asText(row['id']),
    name: asText(row['name']),
    domainId: asText(row['domain_id']),
    domainName: '',
    enabled: asBooleanOrNull(row['enabled']) ?? true,
    description: asText(row['description']),
    parentId: asFilledText(row['parent_id']),
  }
}
