import type { ServerGroup } from '../../src/lib/model.ts'
import { type Reading, whole } from '../sources/reading.ts'
import type { Api, ApiRequest } from './client.ts'
import { asFilledText, asText, asTexts, type JsonRecord } from './json.ts'
import { readList } from './list.ts'

/** This list has neither links nor markers: it is read by offset until a page brings nothing new. */
export async function readServerGroups(api: Api): Promise<Reading<ServerGroup[]>> {
  const groups = new Map<string, ServerGroup>()
  for (let offset = 0; ;) {
    const request: ApiRequest = {
      service: 'compute',
      path: '/os-server-groups',
      query: { all_projects: 'True', limit: '1000', offset: String(offset) },
      version: { min: '2.64', max: '2.96' },
    }
    const rows = await readList(api, request, 'server_groups')
    const before = groups.size
    for (const row of rows) groups.set(asText(row['id']), parseServerGroup(row))
    if (groups.size === before) return whole([...groups.values()])
    offset += rows.length
  }
}

export function parseServerGroup(row: JsonRecord): ServerGroup {
  return {
    id: asText(row['id']),
    name: asText(row['name']),
    policy: asText(row['policy']),
    projectId: asFilledText(row['project_id']),
    memberIds: asTexts(row['members']).toSorted(),
  }
}
