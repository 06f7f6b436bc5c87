import { execa } from 'execa'
import { expect, test } from 'vitest'
import { deriveCloud } from '../../src/lib/cloud.ts'
import { serialiseMetrics } from '../../src/lib/metrics.ts'
import { serialiseGauges } from '../../src/lib/metrics-text.ts'
import type { Config, Snapshot } from '../../src/lib/model.ts'
import { aChange, aCollection } from '../support/changes.ts'
import { hostileNames } from '../support/hostile-data.ts'
import {
  aCluster,
  aConfig,
  aHypervisor,
  aMeta,
  anInstance,
  aPool,
  aSnapshot,
  aVolume,
} from '../support/samples.ts'

function metrics(fields: Partial<Snapshot> = {}, config: Partial<Config> = {}): string {
  const cloud = deriveCloud(
    aSnapshot({
      hypervisors: [aHypervisor({ vcpus: 48, vcpusUsed: 4 }), aHypervisor({ name: 'cmp02', state: 'down' })],
      ratios: [
        { host: 'cmp01', cpuRatio: 4, ramRatio: 1 },
        { host: 'cmp02', cpuRatio: 4, ramRatio: 1 },
      ],
      instances: [anInstance({ id: 'a' }), anInstance({ id: 'b', status: 'SHUTOFF' })],
      ...fields,
    }),
    aConfig(config),
  )
  const changes = aCollection('2026-11-22T06:11:00Z', [
    aChange('instance', 'moved'),
    aChange('instance', 'moved'),
  ])
  return serialiseMetrics({ cloud, changes, version: '1.2.3' })
}

/** Debian's promtool: what it does not accept, or finds badly named. */
async function check(text: string): Promise<string> {
  const { stdout, stderr, exitCode } = await execa('promtool', ['check', 'metrics'], {
    input: text,
    reject: false,
  })
  return exitCode === 0 ? stdout + stderr : `${exitCode}: ${stdout}${stderr}`
}

test('promtool accepts every gauge, and the figures are those of the cloud', async () => {
  const text = metrics({
    volumes: [aVolume({ sizeGib: 10 })],
    storage: [aCluster({ pools: [aPool()] })],
    meta: aMeta({ 'volumes.json': { bytes: 1, sha256: '', asOf: '2026-11-22T04:11:00Z', stale: true } }),
  })
  expect(await check(text)).toBe('')
  expect(text).toContain('aether_vcpus_capacity{tier="Shared 1:4",ratio="4"} 384\n')
  expect(text).toContain(
    `aether_memory_capacity_bytes{tier="Shared 1:4",ratio="4"} ${2 * 262_144 * 1024 ** 2}\n`,
  )
  expect(text).toContain('aether_instances{status="SHUTOFF"} 1\n')
  expect(text).toContain('aether_hosts{state="down"} 1\n')
  expect(text).toContain(`aether_volumes_size_bytes ${10 * 1024 ** 3}\n`)
  expect(text).toContain('aether_changes{subject="instance",kind="moved"} 2\n')
  expect(text).toContain(`aether_collected_timestamp_seconds ${Date.parse('2026-11-22T06:11:00Z') / 1000}\n`)
  expect(text.match(/# TYPE \S+ (?!gauge)/)).toBeNull()
  expect(text.endsWith('\n# EOF\n')).toBe(true)
})

test('a source that failed is down and its files have an age, one that is off has no series', async () => {
  const source = { via: 'api', requests: 1, items: 1, seconds: 1, message: '', files: ['volumes.json'] }
  const file = { bytes: 1, sha256: '', asOf: '2026-11-22T04:11:00Z', stale: true }
  const text = metrics({
    meta: aMeta({ 'volumes.json': file }, [
      { ...source, name: 'volumes', state: 'failed' },
      { ...source, name: 'servers', state: 'degraded', files: [] },
      { ...source, name: 'ssh', state: 'off' },
    ]),
  })
  expect(await check(text)).toBe('')
  expect(text).toContain('aether_source_up{source="volumes"} 0\n')
  expect(text).toContain('aether_source_up{source="servers"} 1\n')
  expect(text).toContain('aether_source_complete{source="servers"} 0\n')
  expect(text).toContain('aether_source_age_seconds{source="volumes"} 7200\n')
  expect(text).not.toContain('source="ssh"')
})

test('what was not collected has no series, and is no zero', async () => {
  const text = metrics()
  expect(await check(text)).toBe('')
  expect(text).not.toMatch(/aether_(volumes|storage|source)/)
  expect(text).not.toMatch(/NaN|null|undefined|Infinity/)
})

test('names in labels stay in their quotes', async () => {
  const names = [...hostileNames, 'line\nbreak', 'back\\slash"', 'NUL\u0000', 'CR\rLF', 'lone \uD800']
  const pools = names.map((name) => aPool({ name }))
  const text = metrics(
    { storage: [aCluster({ name: '"} 1\naether_forged 1', pools })] },
    { tiers: { '4': 'a\n"b"\\' } },
  )
  expect(await check(text)).toBe('')
  expect(text).not.toMatch(/^aether_forged/m)
  expect(text.match(/^aether_storage_pool_used_bytes\{/gm)).toHaveLength(names.length)
  expect(text).toContain('pool="line\\nbreak"')
  expect(text).toContain('tier="a\\n\\"b\\"\\\\"')
})

test('a gauge without a known sample is left out', () => {
  const samples = [
    { labels: {}, value: null },
    { labels: {}, value: Number.NaN },
  ]
  expect(serialiseGauges([{ name: 'a', help: 'b', samples }])).toBe('# EOF\n')
})
