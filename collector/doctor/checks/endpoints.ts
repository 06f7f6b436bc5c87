import { findEndpoint, type ServiceName, services } from '../../openstack/catalog.ts'
import type { HttpAnswer } from '../../openstack/http.ts'
import { listVersionUrls, readVersionDocument } from '../../openstack/microversion.ts'
import { RequestError } from '../../openstack/request-error.ts'
import { type Check, needCloud } from '../check.ts'
import type { CloudAccess } from '../cloud-access.ts'
import { type Finding, ok, problem, skipped, warning } from '../finding.ts'
import { listLost } from '../lost-files.ts'

/** Below these a subject cannot be read at all. */
const least: Partial<Record<ServiceName, string>> = { compute: '2.53', placement: '1.19', volume: '3.0' }

export const endpointsCheck: Check = {
  name: 'endpoints',
  async run(context) {
    const access = await needCloud(context)
    const names = Object.keys(services) as ServiceName[]
    return Promise.all(names.map((name) => checkService(name, access)))
  },
}

async function checkService(name: ServiceName, { session, credentials }: CloudAccess): Promise<Finding> {
  const { title } = services[name]
  const lost = listLost(name)
  const endpoint = findEndpoint(name, session.catalog, credentials)
  if (endpoint === null) {
    const what = `The catalog has no ${credentials.interface} endpoint of ${title}: no ${lost}`
    const remedy = `Where there is one: "openstack catalog show ${services[name].types[0]}", then region_name, interface or ${name}_endpoint_override.`
    return name === 'compute' ? problem(what, '', remedy) : skipped(what, '', remedy)
  }
  try {
    return judge(name, endpoint, await readVersions(name, endpoint, session.get))
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    const remedy = `Check the route, the firewall and the service; another address can be set with ${name}_endpoint_override. Without it: no ${lost}.`
    return problem(`${title} cannot be asked: ${error.message}`, endpoint, remedy)
  }
}

async function readVersions(name: ServiceName, endpoint: string, get: CloudAccess['session']['get']) {
  let answer: HttpAnswer | null = null
  for (const url of listVersionUrls(endpoint)) {
    answer = await get(name, url, {}, () => undefined)
    if (answer.status < 400 && answer.json !== null) break
  }
  const range = answer === null ? null : readVersionDocument(answer.json, services[name].majorVersion)
  return { status: answer?.status ?? 0, isJson: answer !== null && answer.json !== null, range }
}

function judge(
  name: ServiceName,
  endpoint: string,
  { status, isJson, range }: Awaited<ReturnType<typeof readVersions>>,
): Finding {
  const { title, microversionName } = services[name]
  // Behind a credential that it does not accept; the rights tell more.
  if (status === 401)
    return skipped(`${title} tells its versions to nobody that it does not accept`, endpoint)
  if (status >= 400 || !isJson) {
    const remedy = 'Correct the endpoint in the catalog, or override it in clouds.yaml.'
    return problem(`${title} answers ${status} where its versions should be`, endpoint, remedy)
  }
  if (microversionName === null) return ok(`${title} answers`, endpoint)
  if (range === null) {
    return warning(`${title} does not tell its versions`, endpoint, 'Check what answers at this address.')
  }
  const needed = least[name]
  if (needed !== undefined && isOlder(range.max, needed)) {
    const what = `${title} offers ${range.min} to ${range.max}, and ${needed} is needed`
    return problem(what, endpoint, `This cloud is too old for: ${listLost(name)}.`)
  }
  return ok(`${title} offers ${range.min} to ${range.max}`, endpoint)
}

function isOlder(version: string, than: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [otherMajor = 0, otherMinor = 0] = than.split('.').map(Number)
  return major - otherMajor < 0 || (major === otherMajor && minor < otherMinor)
}
