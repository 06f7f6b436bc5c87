import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Fault } from '../../collector/demo-cloud/index.ts'
import { type Rig, startRig } from './support/rig.ts'
import { expectNoRemains, expectPublished, expectWholeData, readMeta } from './support/state.ts'
import { waitUntil } from '../support/wait-until.ts'

let rig: Rig
beforeAll(async () => {
  rig = await startRig()
})
afterAll(() => rig.close())

/** Each hits another request, the first or second of its kind. */
const passing: Fault[] = [
  { service: 'identity', path: '/auth/tokens', nth: 1, kind: 'status', status: 503 },
  { service: 'compute', path: '/flavors/detail', nth: 1, kind: 'status', status: 429, retryAfter: 1 },
  { service: 'compute', path: '/os-hypervisors', nth: 1, kind: 'status', status: 500 },
  { service: 'compute', path: '/os-services', nth: 1, kind: 'status', status: 502 },
  { service: 'compute', path: '/os-aggregates', nth: 1, times: 2, kind: 'status', status: 503 },
  { service: 'compute', path: '/os-migrations', nth: 1, kind: 'status', status: 504 },
  { service: 'compute', path: '/servers/detail', nth: 2, kind: 'truncate' },
  { service: 'volume', path: '/volumes/detail', nth: 1, kind: 'wrong-json' },
  { service: 'volume', path: '/snapshots/detail', nth: 1, kind: 'reset' },
  { service: 'placement', path: '/inventories', nth: 2, kind: 'reset' },
  { service: 'image', path: '/images', nth: 1, kind: 'hang' },
  { service: 'volume', path: '/types', kind: 'latency', milliseconds: 700 },
]

test('faults that pass, and slow answers, cost time and nothing else', async () => {
  await rig.configure('collect: { requestSeconds: 2 }')
  rig.cloud.faults = passing
  const undisturbed = rig.cloud.requests
  const { exitCode, stderr, answers } = await rig.refresh()
  rig.cloud.faults = []
  expect(exitCode, stderr).toBe(0)
  expect(rig.cloud.requests).toBeGreaterThan(undisturbed + passing.length)
  expect(answers.length).toBeGreaterThan(20)
  const { sources } = await readMeta(rig)
  expect(sources.filter(({ state }) => state !== 'ok' && state !== 'off')).toEqual([])
  await expectPublished(rig)
  await expectWholeData(rig)
  await expectNoRemains(rig)
})

/** Takes all tokens away as soon as some requests of the run were answered. */
async function revokeInMidRun(): Promise<void> {
  const seen = rig.cloud.requests
  await waitUntil('the collection is under way', () => rig.cloud.requests > seen + 12)
  rig.cloud.expireTokens()
}

test('a credential that is revoked with it ends no good data, is tried once, and is named', async () => {
  await rig.configure('collect: { concurrency: 2 }')
  rig.cloud.latencyMs = 40
  const second = { service: 'identity', path: '/auth/tokens', method: 'POST' } as const
  // The first login of the run succeeds; a second refusal would lock the user out of many a cloud.
  rig.cloud.faults = [
    { ...second, nth: 2, kind: 'status', status: 401 },
    { ...second, nth: 3, times: 1000, kind: 'reset' },
  ]
  const before = await readMeta(rig)
  const { exitCode, stderr } = await rig.refresh({ during: revokeInMidRun })
  rig.cloud.latencyMs = 0
  rig.cloud.faults = []
  expect(exitCode, stderr).toBe(3)
  const { sources, files } = await readMeta(rig)
  const failed = sources.filter(({ state }) => state === 'failed')
  expect(failed.length).toBeGreaterThan(3)
  for (const { name, message } of failed) {
    expect(message, name).toMatch(/refused the credential \(401\): check the user name|It needs the subject/)
  }
  expect(Object.keys(files).toSorted()).toEqual(Object.keys(before.files).toSorted())
  await expectPublished(rig)
  await expectWholeData(rig)
  await expectNoRemains(rig)
})

test('a token that is revoked in the middle of the next run is replaced', async () => {
  await rig.configure('collect: { concurrency: 2 }')
  rig.cloud.latencyMs = 40
  const { exitCode, stderr } = await rig.refresh({ during: revokeInMidRun })
  rig.cloud.latencyMs = 0
  expect(exitCode, stderr).toBe(0)
  await expectPublished(rig)
  await expectWholeData(rig)
  await expectNoRemains(rig)
})
