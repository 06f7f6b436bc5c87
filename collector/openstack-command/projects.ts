import type { Project, ProjectQuota } from '../../src/lib/model.ts'
import { asRecord, asText, type JsonRecord } from '../openstack/json.ts'
import { parseProject } from '../openstack/projects.ts'
import { parseQuota } from '../openstack/quotas.ts'
import type { Reading } from '../sources/reading.ts'
import { askEach, showSome } from './ask-each.ts'
import type { OpenstackCommand } from './client.ts'

/** Every project with the name of its domain. Where domains cannot be read their ids stand for their names. */
export async function readProjects(openstack: OpenstackCommand): Promise<Reading<Project[]>> {
  const shortfalls: string[] = []
  const [rows, domains] = await Promise.all([
    openstack.ask(['project', 'list', '--long']),
    readDomains(openstack, shortfalls),
  ])
  const ids = rows.map((row) => asText(row['ID']))
  const { shown, shortfall } = await showSome(openstack, ['project'], ids)
  if (shortfall !== '') shortfalls.push(shortfall)
  const value = rows.map((row) => {
    const project = parseProject(shown.get(asText(row['ID'])) ?? toListedRow(row))
    return { ...project, domainName: domains.get(project.domainId) ?? project.domainId }
  })
  return { value, shortfall: shortfalls.join('; ') }
}

async function readDomains(openstack: OpenstackCommand, shortfalls: string[]): Promise<Map<string, string>> {
  try {
    const rows = await openstack.ask(['domain', 'list'])
    return new Map(rows.map((row) => [asText(row['ID']), asText(row['Name'])]))
  } catch (error) {
    shortfalls.push(`domains have no names: ${error instanceof Error ? error.message : String(error)}`)
    return new Map()
  }
}

function toListedRow(row: JsonRecord): JsonRecord {
  return {
    id: row['ID'],
    name: row['Name'],
    domain_id: row['Domain ID'],
    description: row['Description'],
    enabled: row['Enabled'],
  }
}

/** By id: a name may be that of another domain's project. One that cannot be read gives nulls and is named. */
export async function readQuotas(
  openstack: OpenstackCommand,
  projects: readonly Project[],
): Promise<Reading<ProjectQuota[]>> {
  const questions = projects.map(({ id }) => ({ id, commands: [['quota', 'show', id]] }))
  const { answers, failures } = await askEach(openstack, questions)
  const [reason] = failures.values()
  if (reason !== undefined && answers.size === 0) throw new Error(`No quota of any project: ${reason}`)
  const names = projects.filter(({ id }) => failures.has(id)).map(({ name }) => name)
  const more = names.length > 5 ? ` and ${names.length - 5} more` : ''
  return {
    value: projects.map(({ id }) => {
      const quota = toQuotaSet(answers.get(id)?.[0])
      return parseQuota(id, quota, quota)
    }),
    shortfall: reason === undefined ? '' : `no quota of ${names.slice(0, 5).join(', ')}${more}: ${reason}`,
  }
}

/** Nova's and Cinder's limits in one; newer commands write a row for each. */
function toQuotaSet(answer: unknown): JsonRecord {
  if (!Array.isArray(answer)) return asRecord(answer)
  return Object.fromEntries(answer.map(asRecord).map((row) => [asText(row['Resource']), row['Limit']]))
}
