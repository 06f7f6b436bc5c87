import { expect, test } from 'vitest'
import { deriveCloud } from '../../src/lib/cloud.ts'
import { countStatuses, cpuScale, fullestHosts, largestProjects, sumStorage } from '../../src/lib/overview.ts'
import type { StorageCluster } from '../../src/lib/model.ts'
import { aConfig, aHypervisor, anInstance, aSnapshot } from '../support/samples.ts'

const cloud = deriveCloud(
  aSnapshot({
    hypervisors: [
      aHypervisor({ name: 'half', vcpus: 10, vcpusUsed: 5 }),
      aHypervisor({ name: 'over', vcpus: 10, vcpusUsed: 12 }),
      aHypervisor({ name: 'unknown', vcpus: 10, vcpusUsed: 9 }),
    ],
    ratios: [
      { host: 'half', cpuRatio: 1, ramRatio: 1 },
      { host: 'over', cpuRatio: 1, ramRatio: 1 },
    ],
    instances: [
      anInstance({ id: '1', project: 'small', host: 'half', vcpus: 1, status: 'ACTIVE' }),
      anInstance({ id: '2', project: 'large', host: 'over', vcpus: 8, status: 'ACTIVE' }),
      anInstance({ id: '3', project: 'nowhere', host: null, vcpus: 99, status: 'ERROR' }),
    ],
    providers: null,
  }),
  aConfig(),
)

test('hosts come fullest first, and one of unknown capacity is not taken for a full one', () => {
  expect(fullestHosts(cloud.hosts, 3).map((host) => host.name)).toEqual(['over', 'half', 'unknown'])
  expect(fullestHosts(cloud.hosts, 1)).toHaveLength(1)
})

test('the bars of all hosts have room for the one that is over-committed', () => {
  expect(cpuScale(cloud.hosts)).toBeCloseTo(1.2)
  expect(cpuScale([])).toBe(1)
})

test('projects are ranked by what they hold on hosts', () => {
  expect(largestProjects(cloud.projects, 2).map((use) => use.name)).toEqual(['large', 'small'])
})

test('statuses are counted, the most frequent first', () => {
  expect(countStatuses(cloud)).toEqual([
    { status: 'ACTIVE', count: 2 },
    { status: 'ERROR', count: 1 },
  ])
})

test('clusters are added up; without any there is no storage to speak of', () => {
  const cluster = { total: { totalBytes: 100, rawUsedBytes: 40 } } as StorageCluster
  expect(sumStorage([cluster, cluster])).toEqual({ totalBytes: 200, rawUsedBytes: 80 })
  expect(sumStorage([])).toBeNull()
  expect(sumStorage(null)).toBeNull()
})
