import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'

import { collect } from '../../collector/collect.ts'
import { type DemoCloud, type Fault, startDemoCloud } from '../../collector/demo-cloud/index.ts'
import { silentProgress } from '../../collector/progress.ts'
import { deriveCloud } from '../../src/lib/cloud.ts'
import { defaultConfig } from '../../src/lib/files/config.ts'
import type { PlacementFinding } from '../../src/lib/model.ts'
import { loadSnapshot } from '../../src/lib/snapshot.ts'

let cloud: DemoCloud
let folder: string

beforeAll(async () => {
  cloud = await startDemoCloud({ hosts: 12, servers: 240, volumes: 5, projects: 5 })
})
afterAll(() => cloud.close())
beforeEach(async () => {
  cloud.faults = []
  folder = await mkdtemp(join(tmpdir(), 'aether-unread-'))
})
afterEach(() => rm(folder, { recursive: true }))

const config = {
  ...defaultConfig,
  sources: { ...defaultConfig.sources, ceph: false },
  collect: { concurrency: 16, requestSeconds: 1, runMinutes: 2 },
}

async function run() {
  const env = { ...cloud.env, PATH: process.env['PATH'] }
  const { exitCode, meta } = await collect({ config, dataDir: folder, env, progress: silentProgress })
  const snapshot = await loadSnapshot(folder)
  const placement = meta.sources.find(({ name }) => name === 'placement')
  return { exitCode, meta, placement, snapshot, cloud: deriveCloud(snapshot, config) }
}

/** A host that has instances, and its provider. */
function pickHost({ cloud: { hosts } }: Awaited<ReturnType<typeof run>>) {
  const host = hosts.find(({ instances, providers, state, pcpu }) => {
    return instances.length > 3 && providers.length === 1 && state === 'up' && pcpu === null
  })
  const uuid = host?.providers[0]?.uuid
  if (!host || !uuid) throw new Error('The simulated cloud has no host to take away.')
  return { host, uuid }
}

const brief = ({ kind, host, consumerId }: PlacementFinding) => `${kind} ${host} ${consumerId}`

const faults: [string, string[], Omit<Fault, 'path' | 'service'>][] = [
  ['503', ['inventories', 'allocations', 'traits', 'aggregates'], { kind: 'status', status: 503 }],
  ['403', ['inventories'], { kind: 'status', status: 403 }],
  ['no answer', ['allocations'], { kind: 'hang' }],
  ['no JSON', ['allocations', 'traits'], { kind: 'wrong-json' }],
]

test.each(faults)(
  'a provider whose parts are answered by %s is named alone, and neither empty nor wrong',
  async (_name, parts, fault) => {
    const whole = await run()
    expect(whole.exitCode).toBe(0)
    const { host, uuid } = pickHost(whole)
    cloud.faults = parts.map((part) => ({
      ...fault,
      service: 'placement',
      path: `resource_providers/${uuid}/${part}`,
    }))
    const broken = await run()

    expect(broken.exitCode).toBe(3)
    expect(broken.placement).toMatchObject({ state: 'degraded', items: whole.placement?.items })
    expect(broken.placement?.message).toContain(`${host.name} (${parts.join(', ')})`)
    expect(broken.meta.sources.filter(({ state }) => state === 'degraded')).toHaveLength(1)
    expect(broken.snapshot.problems).toEqual([])

    const provider = broken.snapshot.providers?.find((one) => one.uuid === uuid)
    for (const part of ['inventories', 'allocations', 'traits', 'aggregates'] as const) {
      expect(provider?.[part] === null).toBe(parts.includes(part))
    }
    const others = (snapshot: typeof broken.snapshot) =>
      snapshot.providers?.filter((one) => one.uuid !== uuid)
    expect(others(broken.snapshot)).toEqual(others(whole.snapshot))

    // Nova's figures and the ratio stand in for those of Placement.
    const found = broken.cloud.hostByName.get(host.name)
    const hypervisor = whole.snapshot.hypervisors.find(({ name }) => name === host.name)
    expect(found?.cpuRatio).toBe(host.cpuRatio)
    expect(found?.ratioSource ?? '').toMatch(parts.includes('inventories') ? /^last known \d{4}-/ : /^$/)
    expect(found?.vcpu).toMatchObject({
      total: hypervisor?.vcpus,
      capacity: Math.floor((hypervisor?.vcpus ?? 0) * (host.cpuRatio ?? 0)),
      used: hypervisor?.vcpusUsed,
    })
    expect(found?.memoryMb).toMatchObject({ total: hypervisor?.memoryMb, used: hypervisor?.memoryMbUsed })
    expect(found?.flags).not.toContain('unknown-capacity')

    expect(found?.check).toMatchObject({ state: 'not-checked', difference: null, placementVcpus: null })
    expect(found?.check?.reason).toMatch(/^the .* of its resource provider could not be read$/)
    const expected = whole.cloud.findings?.filter((finding) => finding.host !== host.name)
    expect(broken.cloud.findings?.map(brief)).toEqual(expected?.map(brief))
  },
  120_000,
)

test('without an earlier ratio the capacity of such a host is unknown and in no total', async () => {
  const { host, uuid } = pickHost(await run())
  await rm(folder, { recursive: true })
  cloud.faults = [
    { service: 'placement', path: `resource_providers/${uuid}/inventories`, kind: 'status', status: 403 },
  ]
  const { exitCode, cloud: derived } = await run()
  expect(exitCode).toBe(3)
  const found = derived.hostByName.get(host.name)
  expect(found?.flags).toContain('unknown-capacity')
  expect(found?.vcpu).toMatchObject({ capacity: null, free: null })
  expect(derived.attention.some(({ detail }) => detail.includes(host.name))).toBe(true)
})

test('where no provider can be read the subject fails, and its last good file stays', async () => {
  await run()
  const read = () => readFile(join(folder, 'placement.json'), 'utf8')
  const last = await read()
  cloud.faults = [{ service: 'placement', path: '/inventories', kind: 'status', status: 403 }]
  const { exitCode, placement, meta } = await run()
  expect(exitCode).toBe(3)
  expect(placement?.state).toBe('failed')
  expect(meta.files['placement.json']).toMatchObject({ stale: true })
  expect(await read()).toBe(last)
})
