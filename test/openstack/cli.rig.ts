import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Snapshot } from '../../src/lib/model.ts'
import { loadSnapshot } from '../../src/lib/snapshot.ts'
import { type AetherRun, runAether, withFolder } from './aether.ts'
import { compareRecords, formatDifferences, type Fields } from './compare/difference.ts'
import { loadOracle, waitUntilDecidable } from './seed/oracle.ts'

interface Collected {
  run: AetherRun
  files: Map<string, string>
  snapshot: Snapshot
}

async function collectBy(way: 'api' | 'cli'): Promise<Collected> {
  return withFolder(async (folder) => {
    const config = join(folder, 'aether.yaml')
    const data = join(folder, 'data')
    await writeFile(config, `sources: { api: ${way === 'api'}, cli: ${way === 'cli'}, ceph: false }\n`)
    const run = await runAether(['collect', '--config', config, '--data', data])
    if (run.exitCode !== 0) throw new Error(`collect by ${way} ended with ${run.exitCode}:\n${run.stderr}`)
    const names = (await readdir(data)).filter((name) => /\.(json|csv|txt)$/.test(name))
    const texts = await Promise.all(names.map((name) => readFile(join(data, name), 'utf8')))
    return {
      run,
      files: new Map(names.map((name, index) => [name, texts[index] ?? ''])),
      snapshot: await loadSnapshot(data),
    }
  })
}

/** Of these something is left out below: times of the reading, and what docs/collecting.md lists. All others are equal. */
const PARTLY = [
  'hypervisors.json',
  'instance_ids_check.json',
  'meta.json',
  'placement_diff.json',
  'services.json',
  'verification.json',
  'volume-pools.json',
]

describe('the openstack command gives the data files that the APIs give', () => {
  let api: Collected
  let cli: Collected
  beforeAll(async () => {
    await waitUntilDecidable(loadOracle())
    api = await collectBy('api')
    cli = await collectBy('cli')
  })

  it('each byte of the other files', () => {
    const names = [...api.files.keys()].filter((name) => !PARTLY.includes(name))
    expect(names.length).toBeGreaterThan(10)
    const differing = names.filter((name) => cli.files.get(name) !== api.files.get(name))
    expect(differing).toEqual([])
    const extra = [...cli.files.keys()].filter((name) => !api.files.has(name))
    expect(extra).toEqual([])
  })

  it('hosts, but for those that are down, of which "show" tells nothing', () => {
    expectEqual('hypervisors', ({ hypervisors }) =>
      hypervisors.map((host) => [host.name, host.state === 'down' ? withoutDetails(host) : { ...host }]),
    )
    expect(cli.snapshot.hypervisors.some(({ state }) => state === 'down')).toBe(true)
  })

  it('services, but for the time of their heartbeat', () => {
    expectEqual('services', ({ services }) =>
      (services ?? []).map((item) => [`${item.binary} ${item.host}`, { ...item, updatedAt: null }]),
    )
  })

  it('pools, where the command knows them, but for what is free', () => {
    const pools = cli.snapshot.volumePools
    if (pools === null) return expect(cli.run.stderr).toContain('has no "volume backend pool list"')
    expectEqual('pools', ({ volumePools }) =>
      (volumePools ?? []).map(({ name, totalGib, allocatedGib }) => [name, { totalGib, allocatedGib }]),
    )
  })

  it('what the check of Placement finds, but for its times', () => {
    expectEqual('verification', ({ verification, placementDifferences, instanceIdChecks }) => [
      ['verification', { ...verification, checkedAt: null }],
      ['placement_diff', { rows: (placementDifferences ?? []).map((row) => ({ ...row, checkedAt: null })) }],
      ['instance_ids_check', { rows: (instanceIdChecks ?? []).map((row) => ({ ...row, checkedAt: null })) }],
    ])
    expect(cli.snapshot.verification?.notChecked).toBeNull()
  })

  it('from few processes', () => {
    const processes = (cli.snapshot.meta?.sources ?? []).reduce((sum, { requests }) => sum + requests, 0)
    expect(processes).toBeLessThan(45)
  })

  function expectEqual(subject: string, pick: (snapshot: Snapshot) => [string, Fields][]): void {
    const [expected, found] = [api, cli].map(({ snapshot }) => new Map(pick(snapshot)))
    expect(expected?.size).toBeGreaterThan(0)
    const differences = compareRecords(subject, expected ?? new Map(), found ?? new Map())
    expect(formatDifferences(differences)).toBe('')
  }
})

function withoutDetails(host: Snapshot['hypervisors'][number]): Fields {
  return {
    ...host,
    version: null,
    localGib: null,
    localGibUsed: null,
    runningInstances: null,
    cpuModel: null,
  }
}
