import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { deriveCloud, type Summary } from '../../src/lib/cloud.ts'
import { loadConfig, loadSnapshot } from '../../src/lib/snapshot.ts'
import { clusterModel, poolsThatDisagree, poolUsedPercent, predictStorage } from '../../src/lib/storage.ts'

const page = await readFile(new URL('../../docs/capacity.md', import.meta.url), 'utf8')
const folder = new URL('../fixtures/earlier-tool', import.meta.url).pathname
const config = await loadConfig(null)
const cloud = deriveCloud(await loadSnapshot(folder), config)

const figure = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

function row(name: string, hosts: number, summary: Summary): string {
  const { capacity, used, unavailable, available, reserved, maintenance, final } = summary
  const cells = [hosts, capacity, used, unavailable, available, reserved, maintenance, final]
  return `| ${name} | ${cells.map((cell) => figure.format(cell)).join(' | ')} |`
}

test.each(['vcpu', 'memoryMb'] as const)('the table of %s is what the program computes', (resource) => {
  const rows = cloud.tiers.map((tier) => row(tier.name, tier.hosts.length, tier[resource]))
  if (cloud.allShared) rows.push(row('All shared', cloud.allShared.hosts, cloud.allShared[resource]))
  rows.push(row('Total', cloud.total.hosts, cloud.total[resource]))
  expect(rows).toHaveLength(5)
  for (const line of rows) expect(page.split('\n')).toContain(line)
})

test('the hosts that the page works out', () => {
  expect(cloud.hostByName.get('cloud-node-49')?.vcpu).toEqual({
    total: 48,
    capacity: 192,
    used: 282,
    free: -90,
  })
  expect(cloud.hostByName.get('cloud-node-01')).toMatchObject({
    vcpu: { free: 31 },
    vcpuAfterReservation: 29,
  })
  expect(cloud.reservationsOfUnknownHosts).toHaveLength(6)
  expect(cloud.hostsWithoutRatio).toEqual([])
})

test('the storage that the page works out', () => {
  const { volumeStats, storage } = cloud.snapshot
  const model = clusterModel(cloud.volumeTotals?.totalGib ?? 0, config, volumeStats, storage)
  expect(model).toEqual({ kind: 'cluster', usedTib: 6.591796875, overhead: 1.5, totalTib: 8200 })
  const prediction = model && predictStorage(model, 0, config.thresholds)
  expect(prediction?.usedPercent).toBeCloseTo(0.1, 1)
  expect(prediction?.largestNewTib).toBeCloseTo(5460.1, 1)
  const disagreeing = storage?.flatMap(poolsThatDisagree) ?? []
  expect(disagreeing.map((pool) => [pool.name, pool.usedPercent, poolUsedPercent(pool)?.toFixed(1)])).toEqual(
    [
      ['volumes', 85.53, '75.0'],
      ['objects', 32.65, '63.3'],
    ],
  )
})
