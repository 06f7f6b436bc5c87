import { expect, test } from 'vitest'
import { deriveCloud } from '../../src/lib/cloud.ts'
import {
  findConcentration,
  hostSpread,
  projectShare,
  quotaPercent,
  sumProjects,
} from '../../src/lib/project-figures.ts'
import { labelProjects } from '../../src/lib/project-label.ts'
import { deriveProjects, indexProjects } from '../../src/lib/projects.ts'
import { aConfig, aHypervisor, anInstance, aProject, aSnapshot, aVolume } from '../support/samples.ts'

const twoAlphas = [
  aProject({ id: 'p1', name: 'alpha', domainName: 'Default' }),
  aProject({ id: 'p2', name: 'alpha', domainName: 'corp' }),
  aProject({ id: 'p3', name: 'empty' }),
]

test('projects of one name in two domains carry their domain', () => {
  expect([...labelProjects(twoAlphas)]).toEqual([
    ['p1', 'Default/alpha'],
    ['p2', 'corp/alpha'],
    ['p3', 'empty'],
  ])
})

test('what belongs to a project is found by id, not by name', () => {
  const projects = deriveProjects(
    aSnapshot({
      projects: twoAlphas,
      quotas: [
        { projectId: 'p2', instances: 1, vcpus: 2, memoryMb: 3, volumes: 4, volumeGib: 5, snapshots: 6 },
      ],
      instances: [
        anInstance({ id: 'a', projectId: 'p1', project: 'Default/alpha', vcpus: 2, memoryMb: 100 }),
        anInstance({ id: 'b', projectId: 'p2', project: 'corp/alpha', vcpus: 3, memoryMb: 200 }),
        anInstance({
          id: 'c',
          projectId: 'p2',
          project: 'corp/alpha',
          status: 'SOFT_DELETED',
          vcpus: 8,
          memoryMb: 1,
        }),
        anInstance({ id: 'd', projectId: 'p2', project: 'corp/alpha', host: null, vcpus: 4096, memoryMb: 1 }),
        anInstance({ id: 'e', projectId: 'gone', project: 'gone', vcpus: null, memoryMb: null }),
      ],
      volumes: [
        aVolume({ projectId: 'p1', sizeGib: 10 }),
        aVolume({ projectId: null, project: 'empty', sizeGib: 7 }),
      ],
    }),
  )
  const figures = projects.map(({ name, id, instances, vcpus, placedVcpus, volumeGib }) => [
    name,
    id,
    instances.length,
    vcpus,
    placedVcpus,
    volumeGib,
  ])
  expect(figures).toEqual([
    // Nova counts what is on no host against the quota, and leaves out what is soft-deleted; on hosts it is the other way round.
    ['corp/alpha', 'p2', 3, 4099, 11, 0],
    ['Default/alpha', 'p1', 1, 2, 2, 10],
    ['empty', 'p3', 0, 0, 0, 7],
    ['gone', 'gone', 1, 0, 0, 0],
  ])
  expect(projects[0]?.quota?.vcpus).toBe(2)
  expect(projects[3]?.project).toBeNull()
  expect(new Set(projects.map((use) => use.slug)).size).toBe(4)
  const byKey = indexProjects(projects)
  expect(byKey.get('p2')).toBe(projects[0])
  expect(byKey.get('corp/alpha')).toBe(projects[0])
})

test('without Keystone the names of the earlier files are the projects', () => {
  const projects = deriveProjects(
    aSnapshot({
      instances: [anInstance({ project: 'x' }), anInstance({ project: 'y' })],
      volumes: [aVolume({ project: '' })],
    }),
  )
  expect(projects.map(({ name, id, volumes }) => [name, id, volumes.length])).toEqual([
    ['x', null, 0],
    ['y', null, 0],
  ])
})

test('two that are called the same still have pages of their own', () => {
  const instances = ['i1', 'i2'].map((projectId) => anInstance({ projectId, project: 'same' }))
  const slugs = deriveProjects(aSnapshot({ instances })).map((use) => use.slug)
  expect(slugs).toEqual(['same-i1', 'same-i2'])
})

test('shares are of what is held, and a quota of -1 has no end', () => {
  const projects = deriveProjects(
    aSnapshot({
      instances: [
        anInstance({ project: 'x', host: 'h1', vcpus: 3 }),
        anInstance({ project: 'x', host: null, vcpus: 9 }),
        anInstance({ project: 'y', host: 'h2', vcpus: 1 }),
      ],
    }),
  )
  const [x] = projects
  if (!x) throw new Error('no project')
  expect(projectShare(x, sumProjects(projects))).toMatchObject({ vcpus: 75, volumeGib: null })
  expect(hostSpread(x).map(({ host, vcpus }) => [host, vcpus])).toEqual([
    [null, 9],
    ['h1', 3],
  ])
  expect([quotaPercent(5, 10), quotaPercent(5, -1), quotaPercent(5, 0), quotaPercent(5, null)]).toEqual([
    50,
    null,
    null,
    null,
  ])
})

test('what a project loses all its instances with', () => {
  const zoned = (name: string, zone: string) => ({
    binary: 'nova-compute',
    host: name,
    zone,
    state: 'up' as const,
    enabled: true,
    disabledReason: null,
    updatedAt: null,
  })
  function concentrationOf(
    hosts: (string | null)[],
    zones: Record<string, string> = { a1: 'a', a2: 'a', b1: 'b' },
  ) {
    const cloud = deriveCloud(
      aSnapshot({
        hypervisors: Object.keys(zones).map((name) => aHypervisor({ name })),
        services: Object.entries(zones).map(([name, zone]) => zoned(name, zone)),
        instances: hosts.map((host, index) => anInstance({ id: `${index}`, host })),
      }),
      aConfig(),
    )
    const [use] = cloud.projects
    return use && findConcentration(use, cloud)
  }
  expect(concentrationOf(['a1', 'a1', null])).toEqual({ kind: 'host', name: 'a1', instances: 2 })
  expect(concentrationOf(['a1', 'a2'])).toEqual({ kind: 'zone', name: 'a', instances: 2 })
  expect(concentrationOf(['a1', 'b1'])).toBeNull()
  expect(concentrationOf(['a1'])).toBeNull()
  // Where there is nothing else to be on, it says nothing about the project.
  expect(concentrationOf(['a1', 'a1'], { a1: 'a' })).toBeNull()
  expect(concentrationOf(['a1', 'a2'], { a1: 'a', a2: 'a' })).toBeNull()
  // A host that Nova no longer has is in no zone.
  expect(concentrationOf(['a1', 'gone'])).toBeNull()
})
