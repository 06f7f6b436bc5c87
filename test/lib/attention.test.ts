import { expect, test } from 'vitest'
import { deriveCloud } from '../../src/lib/cloud.ts'
import type { Snapshot } from '../../src/lib/model.ts'
import {
  aCluster,
  aConfig,
  aHypervisor,
  anInstance,
  aPool,
  aReservation,
  aSnapshot,
  aVolume,
} from '../support/samples.ts'

function attention(fields: Partial<Snapshot>) {
  return deriveCloud(aSnapshot(fields), aConfig()).attention
}

function titles(fields: Partial<Snapshot>): string[] {
  return attention(fields).map((item) => item.title)
}

const ratios = ['a', 'b', 'c', 'd'].map((host) => ({ host, cpuRatio: 1, ramRatio: 1 }))

test('a cloud without trouble needs no attention', () => {
  expect(
    attention({ hypervisors: [aHypervisor({ name: 'a' })], ratios, instances: [anInstance({ host: 'a' })] }),
  ).toEqual([])
})

test('the worst comes first', () => {
  const items = attention({
    hypervisors: [
      aHypervisor({ name: 'a', enabled: false }),
      aHypervisor({ name: 'b', vcpusUsed: 49 }),
      aHypervisor({ name: 'c', state: 'down' }),
    ],
    ratios,
  })
  expect(items.map(({ severity, title, href }) => [severity, title, href])).toEqual([
    ['critical', '1 host is down', 'hosts/c/'],
    ['warning', '1 host is over-committed', 'hosts/b/'],
    ['warning', 'Dedicated has promised more vCPUs than it has', 'allocation/'],
    ['note', '1 host is disabled', 'hosts/a/'],
  ])
})

test('many of one kind are one line with the first names', () => {
  const instances = Array.from({ length: 7 }, (_, index) =>
    anInstance({ id: `i${index}`, name: `vm${index}`, host: null, status: 'ERROR' }),
  )
  expect(attention({ instances })).toEqual([
    {
      severity: 'warning',
      title: '7 instances are in error',
      detail: 'vm0, vm1, vm2, vm3, vm4 and 2 more',
      href: 'instances/?q=status:ERROR',
    },
  ])
})

test('storage warns by pool and by raw space, at the configured thresholds', () => {
  const pools = [
    aPool({ name: 'fine', usedPercent: 74.9 }),
    aPool({ name: 'filling', usedPercent: 85.53 }),
    aPool({ name: 'full', usedPercent: 95 }),
  ]
  expect(titles({ storage: [aCluster({ name: 'ceph', rawUsedPercent: 80, pools })] })).toEqual([
    'Pool full is 95.0 % full',
    'Pool filling is 85.5 % full',
    'Storage ceph is 80.0 % full',
  ])
})

test('instances on hosts that nobody knows, volumes in error, reservations of no host', () => {
  expect(
    titles({
      hypervisors: [aHypervisor({ name: 'a' })],
      instances: [anInstance({ host: 'gone' })],
      volumes: [aVolume({ status: 'error_deleting' })],
      reservations: [aReservation({ host: 'gone', vcpus: 1 })],
    }),
  ).toEqual([
    '1 host has no known capacity and is left out of the totals',
    '1 host of instances is not among the hypervisors',
    '1 volume is in error',
    '1 reservation is for a host that the cloud does not have',
  ])
})

test('an orphan whose instance is listed is doubtful, not a fact', () => {
  const items = attention({
    instances: [anInstance({ id: 'alive', name: 'broker', host: 'a' })],
    instanceIdChecks: [
      { host: 'a', missingInOpenstack: ['gone', 'alive'], missingInPlacement: [], checkedAt: null },
    ],
  })
  const orphans = items.filter(({ title }) => title.includes('orphan'))
  expect(orphans.map(({ severity, title, detail }) => [severity, title, detail])).toEqual([
    ['warning', '1 orphaned allocation', 'gone'],
    ['note', '1 allocation was found orphaned, but its instance is listed: check again', 'broker'],
  ])
})
