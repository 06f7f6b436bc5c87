import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { execa } from 'execa'
import { afterEach, expect, test, vi } from 'vitest'

import { password, type SmallCloud, startSmallCloud } from './support/small-cloud.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

const bin = fileURLToPath(new URL('../../collector/aether.js', import.meta.url))
let cloud: SmallCloud

afterEach(() => cloud.close())

/** A collection of a cloud that lets in and then never answers. */
async function startHanging() {
  cloud = await startSmallCloud(() => ({ delayMs: 600_000 }))
  const folder = await makeTemporaryFolder('stop')
  const start = () =>
    execa(process.execPath, [bin, 'collect', '--data', folder], {
      env: {
        PATH: process.env['PATH'],
        OS_AUTH_URL: cloud.credentials.authUrl,
        OS_USERNAME: 'r',
        OS_PASSWORD: password,
      },
      extendEnv: false,
      cwd: folder,
      reject: false,
    })
  const first = start()
  await vi.waitFor(async () => expect(cloud.requests.length).toBeGreaterThan(5), { timeout: 20_000 })
  return { folder, first, start }
}

test('a second run leaves at once with 4, and the first goes on', async () => {
  const { first, start } = await startHanging()
  const second = await start()
  expect(second.exitCode).toBe(4)
  expect(second.stderr).toMatch(
    new RegExp(`^aether: Another run is at work on this data folder: process ${first.pid} `),
  )
  expect(first.nodeChildProcess.exitCode).toBeNull()
  first.kill('SIGKILL')
  await first
})

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends a run cleanly: no change, no lock, one sentence',
  async (signal) => {
    const { folder, first } = await startHanging()
    first.kill(signal)
    const { exitCode, stderr } = await first
    expect(exitCode).toBe(1)
    expect(stderr.split('\n').at(-1)).toBe(`aether: The run was stopped by ${signal}. Nothing was changed.`)
    expect(await readdir(folder)).toEqual([])
  },
)

test('the lock of a run that was killed does not keep the next one out', async () => {
  const { folder, first, start } = await startHanging()
  first.kill('SIGKILL')
  await first
  expect(await readdir(folder)).toContain('.lock')
  const seen = cloud.requests.length
  const next = start()
  await vi.waitFor(async () => expect(cloud.requests.length).toBeGreaterThan(seen + 5), { timeout: 20_000 })
  next.kill('SIGTERM')
  await next
  expect(await readdir(folder)).toEqual([])
})
