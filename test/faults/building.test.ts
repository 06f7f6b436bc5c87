import { readdir, readFile } from 'node:fs/promises'

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { readCurrentRelease } from '../../collector/store/releases.ts'
import { findBuilders } from '../support/builders.ts'
import { type Rig, type RunningRefresh, startRig } from './support/rig.ts'
import { expectNoRemains, expectPublished, expectWholeData, hashTree } from './support/state.ts'
import { waitUntil } from '../support/wait-until.ts'

let rig: Rig
let served: string | null
let site: Record<string, string>
beforeAll(async () => {
  rig = await startRig()
})
afterAll(() => rig.close())
beforeEach(async () => {
  served = await readCurrentRelease(rig.state)
  site = await hashTree(`${rig.state}/archive/${served}`)
})

async function expectSameSite(): Promise<void> {
  expect(await readCurrentRelease(rig.state)).toBe(served)
  expect(await hashTree(`${rig.state}/archive/${served}`)).toEqual(site)
  await expectWholeData(rig)
}

async function waitForBuilder(): Promise<number> {
  await waitUntil('the site is being built', () => findBuilders(rig.state).length > 0)
  return findBuilders(rig.state)[0] ?? 0
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s while the site is built: exit code 1, what is served stays, and no process is left',
  async (signal) => {
    const during = async (run: RunningRefresh) => {
      await waitForBuilder()
      run.kill(signal)
    }
    const { exitCode, stderr } = await rig.refresh({ during })
    expect(exitCode, stderr).toBe(1)
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(
      `aether: The run was stopped by ${signal}. What is served stays.`,
    )
    expect(findBuilders(rig.state)).toEqual([])
    await expectSameSite()
  },
)

test('a builder that is killed, as for want of memory: exit code 1, and its output is kept', async () => {
  const during = async () => void process.kill(await waitForBuilder(), 'SIGKILL')
  const { exitCode, stderr } = await rig.refresh({ during })
  expect(exitCode, stderr).toBe(1)
  expect(stderr).not.toMatch(/^ +at /m)
  const log =
    /The site could not be built; the whole output is in (\S+)\. It ends with:/.exec(stderr)?.[1] ?? ''
  expect(log.startsWith(`${rig.state}/archive/`)).toBe(true)
  expect(stderr).toMatch(/killed with SIGKILL/)
  expect(await readFile(log, 'utf8')).toMatch(/killed with SIGKILL/)
  await expectSameSite()
})

test('a refresh that is killed while it builds takes the builder with it, and the next one succeeds', async () => {
  const during = async (run: RunningRefresh) => {
    await waitForBuilder()
    run.kill('SIGKILL')
  }
  expect(await rig.refresh({ during })).toMatchObject({ signal: 'SIGKILL' })
  await expectSameSite()
  await waitUntil('the builder has ended', () => findBuilders(rig.state).length === 0)
  // It did not end by finishing.
  const names = await readdir(`${rig.state}/archive`, { recursive: true })
  const begun = names.filter((name) => name.includes('.partial/'))
  expect(begun).not.toEqual([])
  expect(begun.filter((name) => name.endsWith('site/index.html'))).toEqual([])
  const { exitCode, stderr } = await rig.refresh()
  expect(exitCode, stderr).toBe(0)
  expect(findBuilders(rig.state)).toEqual([])
  expect(await readCurrentRelease(rig.state)).not.toBe(served)
  await expectPublished(rig)
  await expectWholeData(rig)
  await expectNoRemains(rig)
})
