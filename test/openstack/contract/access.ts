import type { ContractAnswer } from './compare.ts'
import type { ContractRequest, ContractService } from './request.ts'

type Settings = Record<string, string>

/** A cloud that contract requests can be sent to. */
export interface CloudAccess {
  send(request: ContractRequest): Promise<ContractAnswer>
}

interface CatalogEntry {
  type: string
  endpoints: { interface: string; url: string }[]
}
interface LogIn {
  token: string
  projectId: string
  catalog: CatalogEntry[]
}

const types: Record<ContractService, string> = {
  identity: 'identity',
  compute: 'compute',
  placement: 'placement',
  volume: 'volumev3',
  image: 'image',
}

/** Logs in as an administrator and as a plain member (OS_* settings of both) and looks up ids to ask for. */
export async function openCloudAccess(admin: Settings, member: Settings): Promise<CloudAccess> {
  const operator = await logIn(admin)
  const person = await logIn(member)
  const roots = Object.fromEntries(
    Object.entries(types).map(([service, type]) => [service, findRoot(operator.catalog, type)]),
  )
  const names: Settings = {
    adminName: admin['OS_USERNAME'] ?? '',
    adminPassword: admin['OS_PASSWORD'] ?? '',
    adminProjectName: admin['OS_PROJECT_NAME'] ?? '',
    adminProject: operator.projectId,
    adminToken: operator.token,
    memberName: member['OS_USERNAME'] ?? '',
    memberPassword: member['OS_PASSWORD'] ?? '',
    memberProject: person.projectId,
  }
  const tokens = { admin: operator.token, member: person.token, forged: 'forged', nobody: undefined }
  const access: CloudAccess = {
    async send(request) {
      const fill = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => names[name] ?? whole)
      const headers = Object.entries(request.headers ?? {}).map(
        ([name, value]) => [name, fill(value)] as const,
      )
      const token = tokens[request.as]
      const response = await fetch(`${roots[request.service]}${fill(request.path)}`, {
        method: request.method,
        headers: {
          ...Object.fromEntries(headers),
          ...(token === undefined ? {} : { 'X-Auth-Token': token }),
        },
        redirect: 'manual',
        ...(request.body === undefined ? {} : { body: fill(request.body) }),
      })
      const text = await response.text()
      return { status: response.status, headers: Object.fromEntries(response.headers), body: readJson(text) }
    },
  }
  await lookUp(access, names)
  return access
}

async function logIn(settings: Settings): Promise<LogIn> {
  const domain = { id: settings['OS_USER_DOMAIN_ID'] ?? 'default' }
  const user = { name: settings['OS_USERNAME'], domain, password: settings['OS_PASSWORD'] }
  const project = {
    name: settings['OS_PROJECT_NAME'],
    domain: { id: settings['OS_PROJECT_DOMAIN_ID'] ?? 'default' },
  }
  const auth = { identity: { methods: ['password'], password: { user } }, scope: { project } }
  const response = await fetch(`${settings['OS_AUTH_URL']}/auth/tokens`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ auth }),
  })
  if (response.status !== 201)
    throw new Error(`${settings['OS_USERNAME']} could not log in: ${response.status}`)
  const { token } = (await response.json()) as { token: { project: { id: string }; catalog: CatalogEntry[] } }
  return {
    token: response.headers.get('X-Subject-Token') ?? '',
    projectId: token.project.id,
    catalog: token.catalog,
  }
}

/** The endpoint without version and project, where the version document is. */
function findRoot(catalog: CatalogEntry[], type: string): string {
  const entry = catalog.find((candidate) => candidate.type === type)
  const url = entry?.endpoints.find((endpoint) => endpoint.interface === 'public')?.url
  if (url === undefined) throw new Error(`the catalog has no ${type}`)
  return url.replace(/\/+$/, '').replace(/\/v[\d.]+(\/[0-9a-f]+)?$/, '')
}

async function lookUp(access: CloudAccess, names: Settings): Promise<void> {
  const get = async (service: ContractService, path: string, version?: string) => {
    const headers: Settings = version === undefined ? {} : { 'OpenStack-API-Version': version }
    return (await access.send({ description: path, service, method: 'GET', path, headers, as: 'admin' })).body
  }
  const list = (body: unknown, key: string) => (body as Record<string, Record<string, unknown>[]>)[key] ?? []
  const idOf = (entry: Record<string, unknown> | undefined) => String(entry?.['id'] ?? entry?.['uuid'])
  const servers = list(
    await get('compute', '/v2.1/servers/detail?all_tenants=1&status=ACTIVE', 'compute 2.93'),
    'servers',
  )
  const images = list(await get('image', '/v2/images'), 'images')
  const usual = (each: Record<string, unknown>) =>
    each['image'] !== '' &&
    each['security_groups'] !== undefined &&
    (each['os-extended-volumes:volumes_attached'] as unknown[]).length > 0
  const flavors = list(await get('compute', '/v2.1/flavors/detail?is_public=None'), 'flavors')
  const isPublic = (flavor: Record<string, unknown>) => flavor['os-flavor-access:is_public'] === true
  const projects = list(await get('identity', '/v3/projects'), 'projects')
  // The one with the most servers, since Keystone's order is chance and a page of two has a next one only where there are more.
  const countServers = (project: Record<string, unknown>) =>
    servers.filter((server) => server['tenant_id'] === project['id']).length
  const other = projects
    .filter((each) => each['id'] !== names['memberProject'] && each['id'] !== names['adminProject'])
    .toSorted((a, b) => countServers(b) - countServers(a))[0]
  const hypervisor = list(await get('compute', '/v2.1/os-hypervisors', 'compute 2.53'), 'hypervisors')[0]
  const providers = list(await get('placement', '/resource_providers'), 'resource_providers')
  const volumes = await get('volume', `/v3/${names['adminProject']}/volumes?all_tenants=1`)
  Object.assign(names, {
    server: idOf(servers.find(usual)),
    publicFlavor: idOf(flavors.find(isPublic)),
    privateFlavor: idOf(flavors.find((flavor) => !isPublic(flavor))),
    otherProject: idOf(other),
    hypervisor: idOf(hypervisor),
    // A compute node's provider has its uuid.
    provider: idOf(providers.find((each) => each['uuid'] === hypervisor?.['id'])),
    volume: idOf(list(volumes, 'volumes')[0]),
    image: idOf(images.find((each) => each['status'] === 'active' && each['visibility'] === 'public')),
  })
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
