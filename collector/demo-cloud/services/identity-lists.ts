import { Refusal, type Routes } from '../http.ts'
import type { Cloud } from '../cloud.ts'
import type { Call } from '../http.ts'
import type { Project, User } from '../world/owners.ts'
import { requireIdentityAdmin } from './authenticate.ts'
import { fixedId, listServices, makeCatalog, region } from './catalog.ts'
import { isAdmin, type Token } from './tokens.ts'

export interface IdentityRequest {
  cloud: Cloud
  call: Call
  token: Token
  /** Where `/v3` is. */
  base: string
}

export const identityRoutes: Routes<IdentityRequest> = [
  ['projects', listProjects],
  ['projects/:id', showProject],
  ['domains', listDomains],
  ['domains/:id', showDomain],
  ['users', listUsers],
  ['users/:id', showUser],
  ['users/:id/application_credentials', (request) => paged(request, 'application_credentials', [])],
  ['roles', listRoles],
  ['regions', (request) => paged(request, 'regions', [describeRegion(request)])],
  ['services', listCatalogServices],
  [
    'auth/catalog',
    ({ cloud, call, token, base }) => {
      return {
        catalog: makeCatalog(cloud, call.origin, token.project?.id ?? null),
        links: { self: `${base}/auth/catalog` },
      }
    },
  ],
  ['auth/projects', listOwnProjects],
]

function linkPage(self: string) {
  return { next: null, self, previous: null }
}

function paged(request: IdentityRequest, key: string, values: unknown[]) {
  return { [key]: values, links: linkPage(`${request.base}${request.call.path.replace('/v3', '')}`) }
}

function describeProject({ base }: IdentityRequest, project: Project) {
  return {
    id: project.id,
    name: project.name,
    domain_id: project.domainId,
    description: project.description,
    enabled: project.enabled,
    parent_id: project.domainId,
    is_domain: false,
    tags: [],
    options: {},
    links: { self: `${base}/projects/${project.id}` },
  }
}

function listProjects(request: IdentityRequest) {
  requireIdentityAdmin(request.token, 'identity:list_projects')
  const { query } = request.call
  const projects = request.cloud.world.projects.filter(
    (project) =>
      (query.get('domain_id') ?? project.domainId) === project.domainId &&
      (query.get('name') ?? project.name) === project.name &&
      (query.get('enabled')?.toLowerCase() ?? String(project.enabled)) === String(project.enabled),
  )
  return paged(
    request,
    'projects',
    projects.map((project) => describeProject(request, project)),
  )
}

function listOwnProjects(request: IdentityRequest) {
  const own = request.cloud.world.projects.filter(
    (project) => project.enabled && request.token.user.roles.has(project.id),
  )
  return paged(
    request,
    'projects',
    own.map((project) => describeProject(request, project)),
  )
}

function showProject(request: IdentityRequest, id = '') {
  const project = request.cloud.world.projects.find((candidate) => candidate.id === id)
  if (!isAdmin(request.token) && request.token.project?.id !== id) {
    throw new Refusal(403, 'You are not authorized to perform the requested action: identity:get_project.')
  }
  if (!project) throw new Refusal(404, `Could not find project: ${id}.`)
  return { project: describeProject(request, project) }
}

function describeDomain(request: IdentityRequest, domain: { id: string; name: string; description: string }) {
  const self = `${request.base}/domains/${domain.id}`
  return { ...domain, enabled: true, tags: [], options: {}, links: { self } }
}

function listDomains(request: IdentityRequest) {
  requireIdentityAdmin(request.token, 'identity:list_domains')
  return paged(
    request,
    'domains',
    request.cloud.world.domains.map((domain) => describeDomain(request, domain)),
  )
}

function showDomain(request: IdentityRequest, id = '') {
  requireIdentityAdmin(request.token, 'identity:get_domain')
  const domain = request.cloud.world.domains.find((candidate) => candidate.id === id)
  if (!domain) throw new Refusal(404, `Could not find domain: ${id}.`)
  return { domain: describeDomain(request, domain) }
}

function describeUser(request: IdentityRequest, user: User) {
  return {
    id: user.id,
    name: user.name,
    domain_id: user.domainId,
    enabled: true,
    password_expires_at: null,
    options: {},
    links: { self: `${request.base}/users/${user.id}` },
  }
}

function listUsers(request: IdentityRequest) {
  requireIdentityAdmin(request.token, 'identity:list_users')
  return paged(
    request,
    'users',
    request.cloud.world.users.map((user) => describeUser(request, user)),
  )
}

function showUser(request: IdentityRequest, id = '') {
  const user = request.cloud.world.users.find((candidate) => candidate.id === id)
  if (!user) throw new Refusal(404, `Could not find user: ${id}.`)
  return { user: describeUser(request, user) }
}

function listRoles(request: IdentityRequest) {
  requireIdentityAdmin(request.token, 'identity:list_roles')
  const roles = ['admin', 'member', 'reader'].map((name) => {
    const id = fixedId(`role/${name}`)
    const self = `${request.base}/roles/${id}`
    return { id, name, domain_id: null, description: null, options: { immutable: true }, links: { self } }
  })
  return paged(request, 'roles', roles)
}

function describeRegion({ base }: IdentityRequest) {
  return { id: region, description: '', parent_region_id: null, links: { self: `${base}/regions/${region}` } }
}

function listCatalogServices(request: IdentityRequest) {
  requireIdentityAdmin(request.token, 'identity:list_services')
  const services = listServices(request.cloud).map(({ name, type }) => {
    const id = fixedId(name)
    return { name, id, type, enabled: true, links: { self: `${request.base}/services/${id}` } }
  })
  return paged(request, 'services', services)
}
