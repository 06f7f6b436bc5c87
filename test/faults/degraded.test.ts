import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import type { Meta, SourceReport } from '../../src/lib/model.ts'
import { type Round, rounds } from './support/lasting-faults.ts'
import { type Rig, startRig } from './support/rig.ts'
import { expectNoRemains, expectPublished, expectWholeData, hashTree, readMeta } from './support/state.ts'

let rig: Rig
beforeAll(async () => {
  rig = await startRig()
})
afterAll(() => rig.close())

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
  await rig.setCeph(rig.workingCeph)
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
