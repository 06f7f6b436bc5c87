import type { Random } from '../random.ts'
import type { ApplicationCredential, Domain, Project, User } from './owners.ts'
import { hostileProjectNames, projectNames } from './names.ts'

/** Like nothing else, so that a test can look for it everywhere. */
export const adminPassword = 'planted-demo-password'

export interface Tenants {
  domains: Domain[]
  /** With the deleted one last. */
  projects: Project[]
  deletedProject: Project
  users: User[]
  applicationCredential: ApplicationCredential
}

/** Domains, projects (two of one name, one disabled, one empty, one deleted that still owns servers), users. */
export function makeTenants(random: Random, count: number, hostileNames: boolean): Tenants {
  const corp = { id: random.hex(32), name: 'corp', description: 'second domain' }
  const domains = [{ id: 'default', name: 'Default', description: 'The default domain' }, corp]
  const admin = makeUser(random, 'admin', adminPassword)
  const member = makeUser(random, 'alice', adminPassword)
  const make = (name: string, domainId: string, weight: number, extra: Partial<Project> = {}): Project => ({
    id: random.hex(32),
    name,
    domainId,
    description: '',
    enabled: true,
    userId: random.hex(32),
    weight,
    quota: makeQuota(random),
    ...extra,
  })
  const projects = [
    make('admin', 'default', 0, {
      description: 'Bootstrap project for initializing the cloud.',
      userId: admin.id,
    }),
    make('service', 'default', 0),
    make('empty-project', 'default', 0, { description: 'no resources' }),
    make('disabled-project', 'default', 0.5, { enabled: false }),
    ...pickNames(count, hostileNames).map((name, index) =>
      make(name, 'default', 12 / (index + 2), { description: index % 3 === 0 ? `${name} team` : '' }),
    ),
  ]
  const first = projects[4]
  if (first) {
    first.userId = member.id
    projects.push(make(first.name, corp.id, 2, { description: 'same name, other domain' }))
    member.roles.set(first.id, ['member', 'reader'])
  }
  for (const project of projects) admin.roles.set(project.id, ['admin', 'member', 'reader'])
  const deletedProject = make('deleted-project', 'default', 0.6)
  const applicationCredential = {
    id: random.hex(32),
    name: 'aether',
    secret: random.hex(64),
    userId: admin.id,
    projectId: projects[0]?.id ?? '',
  }
  return { domains, projects, deletedProject, users: [admin, member], applicationCredential }
}

function pickNames(count: number, hostileNames: boolean): string[] {
  const known: string[] = [
    ...projectNames.slice(0, 4),
    ...(hostileNames ? hostileProjectNames : []),
    ...projectNames.slice(4),
  ]
  const names = known.slice(0, Math.max(1, count))
  for (let number = names.length; number < count; number++)
    names.push(`tenant-${String(number + 1).padStart(4, '0')}`)
  return names
}

function makeUser(random: Random, name: string, password: string): User {
  return { id: random.hex(32), name, password, domainId: 'default', roles: new Map() }
}

function makeQuota(random: Random): Project['quota'] {
  if (random.chance(0.2))
    return { instances: -1, cores: -1, ram: -1, volumes: -1, gigabytes: -1, snapshots: -1 }
  const size = random.pick([1, 2, 5, 10])
  return {
    instances: 20 * size,
    cores: 80 * size,
    ram: 204_800 * size,
    volumes: 40 * size,
    gigabytes: 4000 * size,
    snapshots: random.chance(0.1) ? -1 : 40 * size,
  }
}
