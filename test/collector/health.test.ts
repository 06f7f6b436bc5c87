import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { beforeEach, expect, test } from 'vitest'
import { judgeHealth } from '../../collector/health.ts'
import { recordRun } from '../../collector/last-run.ts'
import { loadSettings } from '../../collector/settings.ts'
import { publishSnapshot } from '../support/archive.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

const bin = join(import.meta.dirname, '../../collector/aether.js')
let state: string

beforeEach(async () => {
  state = await makeTemporaryFolder('health')
})

async function judge(time: string) {
  const settings = await loadSettings(undefined, state)
  return judgeHealth(settings.state, settings.config, new Date(time))
}

test('is bad while nothing is published', async () => {
  expect(await judge('2026-11-22T06:11:00Z')).toEqual({
    healthy: false,
    message: `Nothing is published in ${state} yet.`,
  })
})

test('is good until the site is three intervals old', async () => {
  await publishSnapshot(state, '2026-11-22T061100Z')
  expect(await judge('2026-11-22T12:10:59Z')).toEqual({
    healthy: true,
    message: 'The site is kept up: collected 22 Nov 2026, 06:11 UTC, 5 h 59 min ago.',
  })
  expect(await judge('2026-11-22T12:11:00Z')).toMatchObject({ healthy: false })
  await writeFile(join(state, 'aether.yaml'), 'site: { intervalMinutes: 240 }')
  expect(await judge('2026-11-22T12:11:00Z')).toMatchObject({ healthy: true })
})

test('is bad from a failed run until something younger is published', async () => {
  await publishSnapshot(state, '2026-11-22T061100Z')
  for (const exitCode of [0, 3, 4]) {
    await recordRun(state, { endedAt: '2026-11-22T08:11:20Z', exitCode })
    expect(await judge('2026-11-22T08:12:00Z')).toMatchObject({ healthy: true })
  }
  await recordRun(state, { endedAt: '2026-11-22T08:11:20Z', exitCode: 1 })
  expect(await judge('2026-11-22T08:12:00Z')).toEqual({
    healthy: false,
    message: 'The last refresh ended with exit code 1, 22 Nov 2026, 08:11 UTC. Its output says why.',
  })
  await publishSnapshot(state, '2026-11-22T083000Z', { builtAt: '2026-11-22T08:30:20Z' })
  expect(await judge('2026-11-22T08:31:00Z')).toMatchObject({ healthy: true })
})

test('the command ends with 0 or 1', async () => {
  const run = (...words: string[]) =>
    execa(process.execPath, [bin, 'health', ...words], { cwd: state, reject: false })
  expect(await run()).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('Nothing is published') })
  await publishSnapshot(state, `${new Date().toISOString().slice(0, 19).replaceAll(':', '')}Z`)
  expect(await run('--json')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('"healthy":true'),
  })
  expect(await run('--quiet')).toMatchObject({ exitCode: 0, stdout: '' })
})
