import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import type { Fault } from '../../collector/demo-cloud/index.ts'
import type { Meta, SourceReport } from '../../src/lib/model.ts'
import { type Rig, startRig, workingCeph } from './support/rig.ts'
import { expectNoRemains, expectPublished, expectWholeData, hashTree, readMeta } from './support/state.ts'

/** What goes wrong, the subject that suffers, a file of it that stays, and what is said. */
type Row = [what: string, subject: string, file: string, message: RegExp, fault: Fault | { ceph: string }]

interface Round {
  title: string
  config: string
  rows: Row[]
}

const rounds: Round[] = [
  {
    title: 'answers that refuse',
    config: 'collect: { requestSeconds: 5 }',
    rows: [
      [
        'Placement forbids (403)',
        'placement',
        'placement.json',
        /Placement answered 403 to GET .*lacks the right/,
        { service: 'placement', kind: 'status', status: 403 },
      ],
      [
        'Glance is not where it should be (404)',
        'images',
        'images.json',
        /Glance answered 404 to GET \/images/,
        { service: 'image', kind: 'status', status: 404 },
      ],
      [
        'Cinder fails each time (500)',
        'volumes',
        'volumes.json',
        /Cinder answered 500 to GET \/volumes\/detail/,
        { service: 'volume', path: '/volumes/detail', kind: 'status', status: 500 },
      ],
      [
        'Nova is behind a broken proxy (502)',
        'flavors',
        'flavors.csv',
        /Nova answered 502 to GET \/flavors\/detail/,
        { service: 'compute', path: '/flavors/detail', kind: 'status', status: 502 },
      ],
      [
        'Nova is down for an hour (503, Retry-After)',
        'hypervisors',
        'hypervisors.json',
        /Nova answered 503 to GET \/os-hypervisors\/detail/,
        { service: 'compute', path: '/os-hypervisors', kind: 'status', status: 503, retryAfter: 3600 },
      ],
      [
        'Nova takes no more requests (429, Retry-After)',
        'server-groups',
        'server-groups.json',
        /Nova answered 429 to GET \/os-server-groups/,
        { service: 'compute', path: '/os-server-groups', kind: 'status', status: 429, retryAfter: 600 },
      ],
      [
        'Cinder takes no token (401)',
        'volume-types',
        'volume-types.json',
        /Cinder answered 401 to GET \/types.*does not accept the credential/,
        { service: 'volume', path: '/types', kind: 'status', status: 401 },
      ],
      [
        'ceph fails',
        'ceph',
        'cephdf.txt',
        /ended with 1: no keyring/,
        { ceph: 'echo no keyring >&2; exit 1' },
      ],
    ],
  },
  {
    title: 'connections and answers that break',
    config: 'collect: { requestSeconds: 1 }',
    rows: [
      [
        'nothing listens (refused)',
        'placement',
        'placement.json',
        /127\.0\.0\.1:1 could not be reached: nothing listens there/,
        { service: 'placement', kind: 'refuse' },
      ],
      [
        'a page names itself as the next one',
        'volumes',
        'volumes.json',
        /GET \/volumes\/detail names the same next page twice/,
        { service: 'volume', path: '/volumes/detail', kind: 'repeat-marker' },
      ],
      [
        'the answer is cut off',
        'images',
        'images.json',
        /connection was closed in the middle of the answer/,
        { service: 'image', kind: 'truncate' },
      ],
      [
        'a proxy answers in HTML',
        'flavors',
        'flavors.csv',
        /Nova answered 200 to GET \/flavors\/detail with what is not JSON.*a proxy/,
        { service: 'compute', path: '/flavors/detail', kind: 'wrong-json' },
      ],
      [
        'the answer does not come',
        'hypervisors',
        'hypervisors.json',
        /did not answer within 1 s/,
        { service: 'compute', path: '/os-hypervisors', kind: 'hang' },
      ],
      [
        'the connection is reset',
        'projects',
        'projects.json',
        /connection was reset/,
        { service: 'identity', path: '/projects', kind: 'reset' },
      ],
      [
        'values have the wrong type',
        'volume-types',
        'volume-types.json',
        /GET \/types was answered with a row without an id/,
        { service: 'volume', path: '/types', kind: 'wrong-types' },
      ],
      [
        'ceph talks nonsense',
        'ceph',
        'cephdf.txt',
        /df" printed no table of a cluster's storage, but "Segmentation fault"/,
        { ceph: 'echo Segmentation fault' },
      ],
    ],
  },
  {
    title: 'services that are gone',
    config: 'collect: { requestSeconds: 1 }',
    rows: [
      [
        'no Placement in the catalog',
        'placement',
        'placement.json',
        /catalog has no public endpoint of Placement/,
        { service: 'placement', kind: 'absent' },
      ],
      [
        'no Cinder in the catalog',
        'volumes',
        'volumes.json',
        /catalog has no public endpoint of Cinder/,
        { service: 'volume', kind: 'absent' },
      ],
      [
        'no Glance in the catalog',
        'images',
        'images.json',
        /catalog has no public endpoint of Glance/,
        { service: 'image', kind: 'absent' },
      ],
      ['ceph hangs', 'ceph', 'cephdf.txt', /did not answer within 1 s/, { ceph: 'sleep 600' }],
    ],
  },
  {
    title: 'the heart of the cloud',
    config: 'collect: { requestSeconds: 5 }',
    rows: [
      [
        'Nova is out of reach',
        'servers',
        'aio.csv',
        /could not be reached: nothing listens there/,
        { service: 'compute', kind: 'refuse' },
      ],
      [
        'Cinder is gone as well',
        'volumes',
        'volumes.json',
        /no public/,
        { service: 'volume', kind: 'absent' },
      ],
    ],
  },
  {
    title: 'the time limit of the run',
    config: 'collect: { requestSeconds: 60, runMinutes: 0.05 }',
    rows: [
      [
        'Glance never answers',
        'images',
        'images.json',
        /time limit of the whole run, 0\.05 min, was reached/,
        { service: 'image', kind: 'hang' },
      ],
      ['nor does ceph', 'ceph', 'cephdf.txt', /was stopped with the run/, { ceph: 'sleep 600' }],
    ],
  },
]

let rig: Rig
beforeAll(async () => {
  rig = await startRig()
})
afterAll(() => rig.close())
beforeEach(() => rig.setCeph(workingCeph(rig.cloud)))

interface Outcome {
  before: Meta
  after: Meta
  hashes: { before: Record<string, string>; after: Record<string, string> }
  exitCode: number | undefined
  stderr: string
  about: string
}

async function runRound({ rows, config }: Round): Promise<Outcome> {
  const faults = rows.map((row) => row[4])
  const before = await readMeta(rig)
  const hashesBefore = await hashTree(rig.data)
  await rig.configure(config)
  rig.cloud.faults = faults.filter((fault) => 'kind' in fault)
  for (const fault of faults) if ('ceph' in fault) await rig.setCeph(fault.ceph)
  const { exitCode, stderr } = await rig.refresh()
  rig.cloud.faults = []
  await rig.configure('')
  return {
    before,
    after: await readMeta(rig),
    hashes: { before: hashesBefore, after: await hashTree(rig.data) },
    exitCode,
    stderr,
    about: await readFile(join(rig.state, 'current/about/index.html'), 'utf8'),
  }
}

describe.each(rounds)('$title', (round) => {
  let outcome: Outcome
  let recovered: SourceReport[]
  beforeAll(async () => {
    outcome = await runRound(round)
    const failing = new Set(round.rows.map(([, subject]) => subject))
    recovered = outcome.after.sources.filter(({ name }) => !failing.has(name))
  })

  test('the rest is published, with exit code 3, and everything is whole', async () => {
    expect(outcome.exitCode, outcome.stderr).toBe(3)
    await expectPublished(rig)
    await expectWholeData(rig)
    await expectNoRemains(rig)
    expect(recovered.length).toBeGreaterThan(0)
  })

  test.each(round.rows)('%s: %s keep %s and say why', (_what, subject, file, message) => {
    const report = outcome.after.sources.find(({ name }) => name === subject)
    expect(report).toMatchObject({ state: 'failed', message: expect.stringMatching(message) as string })
    expect(outcome.stderr).toMatch(new RegExp(`^${subject} +failed .*${message.source}`, 'm'))
    expect(outcome.about).toContain(`>${subject}<`)

    const kept = outcome.after.files[file]
    expect(kept).toMatchObject({ stale: true, asOf: outcome.before.files[file]?.asOf })
    expect(Date.parse(kept?.asOf ?? '')).toBeLessThan(Date.parse(outcome.after.collectedAt))
    expect(outcome.hashes.after[file]).toBe(outcome.hashes.before[file])
  })
})

test('the next run without a fault ends with 0 and has everything new', async () => {
  const { exitCode, stderr } = await rig.refresh()
  expect(exitCode, stderr).toBe(0)
  const { sources, files } = await readMeta(rig)
  expect(sources.filter(({ state }) => state !== 'ok' && state !== 'off')).toEqual([])
  expect(Object.entries(files).filter(([, { stale }]) => stale)).toEqual([])
  await expectPublished(rig)
  await expectWholeData(rig)
  await expectNoRemains(rig)
})
