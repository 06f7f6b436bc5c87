import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { withLock } from '../../../collector/store/lock.ts'
import { thisProcess } from '../../../collector/store/process-id.ts'
import { makeTemporaryFolder } from '../../support/temporary-folder.ts'

const makeFolder = () => makeTemporaryFolder('lock')

async function findDeadPid(): Promise<number> {
  const child = spawn('true')
  await once(child, 'exit')
  return child.pid ?? 0
}

test('the second run leaves at once and says who is at work', async () => {
  const folder = await makeFolder()
  const clock = () => new Date('2026-11-22T06:11:00Z')
  await withLock(
    folder,
    async () => {
      const second = withLock(folder, async () => 'never')
      await expect(second).rejects.toMatchObject({
        exitCode: 4,
        message: `Another run is at work on this data folder: process ${process.pid} on ${hostname()}, since 2026-11-22T06:11:00Z. Nothing was done.`,
      })
    },
    clock,
  )
  expect(await readdir(folder)).toEqual([])
})

test('frees the folder when the work fails', async () => {
  const folder = await makeFolder()
  await expect(withLock(folder, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await withLock(folder, async () => 'free')).toBe('free')
})

test.each([
  ['of a process that is gone', async () => ({ ...thisProcess(), pid: await findDeadPid(), began: '1' })],
  ['of an earlier process with the same number', async () => ({ ...thisProcess(), began: '1' })],
])('takes over the lock %s', async (_name, makeHolder) => {
  const folder = await makeFolder()
  await writeFile(
    join(folder, '.lock'),
    JSON.stringify({ ...(await makeHolder()), since: '2026-01-01T00:00:00Z' }),
  )
  const seen = await withLock(folder, () => readFile(join(folder, '.lock'), 'utf8'))
  expect(JSON.parse(seen)).toMatchObject(thisProcess())
  expect(await readdir(folder)).toEqual([])
})

test('believes a run on another machine as long as it gives signs of life', async () => {
  const folder = await makeFolder()
  const lock = join(folder, '.lock')
  await writeFile(
    lock,
    JSON.stringify({ host: 'elsewhere', pid: 1, began: '1', since: '2026-01-01T00:00:00Z' }),
  )
  await expect(withLock(folder, async () => 'never')).rejects.toThrow('process 1 on elsewhere')
  const longAgo = new Date(Date.now() - 3_600_000)
  await utimes(lock, longAgo, longAgo)
  expect(await withLock(folder, async () => 'mine')).toBe('mine')
})

test('of many that find a dead lock one gets it', async () => {
  const folder = await makeFolder()
  const dead = { ...thisProcess(), pid: await findDeadPid(), since: '2026-01-01T00:00:00Z' }
  await writeFile(join(folder, '.lock'), JSON.stringify(dead))
  let inside = 0
  let most = 0
  const work = async () => {
    inside += 1
    most = Math.max(most, inside)
    await new Promise((resolve) => setTimeout(resolve, 20))
    inside -= 1
  }
  const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => withLock(folder, work)))
  expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true)
  expect(most).toBe(1)
})
