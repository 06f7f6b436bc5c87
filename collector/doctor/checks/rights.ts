import { services } from '../../openstack/catalog.ts'
import { asFilledText, asRecord, asRecords } from '../../openstack/json.ts'
import { RequestError } from '../../openstack/request-error.ts'
import { REQUIRED_FILES } from '../../store/file-set.ts'
import { type Check, needCloud } from '../check.ts'
import type { CloudAccess } from '../cloud-access.ts'
import { type Finding, ok, problem, skipped, warning } from '../finding.ts'
import { listFilesOf } from '../lost-files.ts'
import { makeQuotaProbes, type Probe, probes } from '../probes.ts'

export const rightsCheck: Check = {
  name: 'rights',
  async run(context) {
    const access = await needCloud(context)
    const [found, quotas] = await Promise.all([
      Promise.all(probes.map((probe) => tryProbe(probe, access))),
      checkQuotas(access),
    ])
    return [...found, ...quotas]
  },
}

async function tryProbe(probe: Probe, access: CloudAccess): Promise<Finding> {
  const { service, path } = probe.request
  const where = `${services[service].title} GET ${path}`
  const lost = listFilesOf([probe.subject])
  const needed = lost.some((file) => REQUIRED_FILES.includes(file))
  try {
    const answer = await access.api.get(probe.request)
    const lack = probe.judge?.(answer) ?? ''
    if (lack === '') return ok(`${probe.subject} can be read`, where)
    return warning(`${probe.subject} can be read, but ${lack}`, where, roleRemedy(access))
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    const cost = needed
      ? 'nothing can be published'
      : `there is no ${lost.join(', ') || 'check of what it tells'}`
    const what = `${probe.subject} cannot be read, so that ${cost} (${describe(error)})`
    if (error.kind === 'no-endpoint') return skipped(what, where)
    const remedy = findRemedy(error, probe, access)
    return needed ? problem(what, where, remedy) : warning(what, where, remedy)
  }
}

function describe(error: RequestError): string {
  if (error.status === null) return error.message.replace(/\.$/, '')
  return `${error.status}${error.detail === '' ? '' : `: ${error.detail.replace(/\.$/, '')}`}`
}

function findRemedy(error: RequestError, { request }: Probe, access: CloudAccess): string {
  const { title } = services[request.service]
  if (error.kind === 'forbidden') return roleRemedy(access)
  if (error.kind === 'unauthorised') {
    return access.credentials.identity.method === 'application_credential'
      ? `The token is good elsewhere. If the application credential has access rules, one of them must allow GET of this path for the service ${services[request.service].types[0]}. If one does, set service_type in [keystone_authtoken] of ${title} to that name and restart it, since without it no rule matches; or make a credential without rules. docs/collecting.md shows both.`
      : `The token is good elsewhere: check [keystone_authtoken] of ${title}, its memcached and its clock.`
  }
  if (error.kind === 'network' || error.kind === 'time-limit') return `Check the endpoint of ${title}, above.`
  return `See the log of ${title}.`
}

function roleRemedy({ roles, credentials }: CloudAccess): string {
  const have = roles.length > 0 ? `it has ${roles.join(', ')}` : 'it has none'
  const who =
    credentials.identity.method === 'application_credential'
      ? 'make the application credential as a user with the role admin'
      : 'give the user the role admin in its project (openstack role add --user USER --project PROJECT admin)'
  return `The default policies want the role admin, and ${have}: ${who}, or open the policy to reader.`
}

async function checkQuotas(access: CloudAccess): Promise<Finding[]> {
  const own = access.session.projectId
  try {
    const answer = asRecord(await access.api.get({ service: 'identity', path: '/projects' }))
    const ids = asRecords(answer['projects']).map((row) => asFilledText(row['id']))
    const other = ids.find((id) => id !== null && id !== own)
    if (!other) return [skipped('quotas: there is no other project to try')]
    return await Promise.all(makeQuotaProbes(other).map((probe) => tryProbe(probe, access)))
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    return [skipped('quotas cannot be tried without the list of projects')]
  }
}
