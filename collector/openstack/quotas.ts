import type { Project, ProjectQuota } from '../../src/lib/model.ts'
import type { Reading } from '../sources/reading.ts'
import { mapBounded } from './bounded.ts'
import type { ServiceName } from './catalog.ts'
import type { Api } from './client.ts'
import { asNumberOrNull, asRecord, type JsonRecord } from './json.ts'
import { RequestError } from './request-error.ts'

/**
 * The limits of each project in Nova and Cinder. A project or a whole service that cannot be read gives nulls and is
 * named; only where nothing at all could be read does the subject fail.
 */
export async function readQuotas(api: Api, projects: Project[]): Promise<Reading<ProjectQuota[]>> {
  const [compute, volume] = await Promise.all([
    readSets(api, 'compute', projects),
    readSets(api, 'volume', projects),
  ])
  if (projects.length > 0 && compute.sets.size + volume.sets.size === 0 && compute.failure)
    throw compute.failure
  return {
    value: projects.map(({ id }) => parseQuota(id, compute.sets.get(id) ?? {}, volume.sets.get(id) ?? {})),
    shortfall: [compute, volume]
      .map((side) => side.shortfall)
      .filter((text) => text !== '')
      .join('; '),
  }
}

interface QuotaSets {
  sets: Map<string, JsonRecord>
  shortfall: string
  failure: RequestError | null
}

async function readSets(
  api: Api,
  service: ServiceName & ('compute' | 'volume'),
  projects: Project[],
): Promise<QuotaSets> {
  const sets = new Map<string, JsonRecord>()
  const unread: string[] = []
  let failure: RequestError | null = null
  let refused = false
  // Nothing waits for a quota, and other subjects wait for the lists that the same service has to answer meanwhile.
  const atOnce = Math.ceil(api.concurrency / 4)
  await mapBounded(projects, atOnce, async ({ id, name }) => {
    if (refused) return
    try {
      const path = `/os-quota-sets/${encodeURIComponent(id)}`
      sets.set(
        id,
        asRecord(asRecord(await api.get({ service, path, version: versions[service] }))['quota_set']),
      )
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      failure ??= error
      unread.push(name)
      // What is refused for one project is refused for all.
      refused = error.kind === 'forbidden' || error.kind === 'unauthorised' || error.kind === 'time-limit'
    }
  })
  const first = failure as RequestError | null
  const which = refused
    ? 'any project'
    : `${unread.slice(0, 5).join(', ')}${unread.length > 5 ? ` and ${unread.length - 5} more` : ''}`
  return {
    sets,
    failure: first,
    shortfall: first === null ? '' : `no ${service} quota of ${which}: ${first.message}`,
  }
}

const versions = { compute: { min: '2.36', max: '2.96' }, volume: { min: '3.0', max: '3.70' } }

export function parseQuota(projectId: string, compute: JsonRecord, volume: JsonRecord): ProjectQuota {
  return {
    projectId,
    instances: asNumberOrNull(compute['instances']),
    vcpus: asNumberOrNull(compute['cores']),
    memoryMb: asNumberOrNull(compute['ram']),
    volumes: asNumberOrNull(volume['volumes']),
    volumeGib: asNumberOrNull(volume['gigabytes']),
    snapshots: asNumberOrNull(volume['snapshots']),
  }
}
