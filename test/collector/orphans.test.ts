import { readFileSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { execa } from 'execa'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import { type DemoCloud, startDemoCloud } from '../../collector/demo-cloud/index.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

const bin = fileURLToPath(new URL('../../collector/aether.js', import.meta.url))
let cloud: DemoCloud

beforeAll(async () => {
  cloud = await startDemoCloud({ hosts: 2, servers: 10, volumes: 4, projects: 3 })
})
afterAll(() => cloud.close())

/** A wrapper, as sudo or a container's command is one, around a command that hangs and does not mind SIGTERM. */
async function makeHangingCommand(
  folder: string,
  name: string,
): Promise<{ command: string; pidFile: string }> {
  const pidFile = join(folder, `${name}.pid`)
  const inner = join(folder, `${name}-inner.sh`)
  await writeFile(inner, `trap '' TERM\necho $$ > ${pidFile}\nwhile :; do sleep 0.2; done\n`)
  return { command: JSON.stringify(['sh', '-c', `sh ${inner} & wait`]), pidFile }
}

async function setUp(runMinutes: number) {
  const folder = await makeTemporaryFolder('orphans')
  const ceph = await makeHangingCommand(folder, 'ceph')
  const ssh = await makeHangingCommand(folder, 'ssh')
  await writeFile(
    join(folder, 'aether.yaml'),
    [
      'sources: { ssh: true }',
      'ratios: ssh',
      `collect: { runMinutes: ${runMinutes} }`,
      `ceph: { command: ${ceph.command} }`,
      `ssh: { command: ${ssh.command}, hostSeconds: 600 }`,
      '',
    ].join('\n'),
  )
  const run = execa(process.execPath, [bin, 'collect'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...cloud.env },
    extendEnv: false,
    reject: false,
  })
  const readPid = async (file: string) => Number(await readFile(file, 'utf8'))
  return { folder, run, readPids: () => Promise.all([ceph.pidFile, ssh.pidFile].map(readPid)) }
}

/** One that ended and that nobody asked about is none: a container's first process often does not. */
function isThere(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** The system takes a moment between closing what an ended process had open, which the run waits for, and its end. */
function expectGone(pids: number[]): Promise<void> {
  return vi.waitFor(() => expect(pids.filter(isThere)).toEqual([]), { timeout: 5000 })
}

test('a run that is stopped takes every process with it that its commands started', async () => {
  const { folder, run, readPids } = await setUp(10)
  const pids = await vi.waitFor(
    async () => {
      const found = await readPids()
      expect(found.every((pid) => pid > 0 && isThere(pid))).toBe(true)
      return found
    },
    { timeout: 60_000, interval: 100 },
  )
  run.kill('SIGTERM')
  const { exitCode, stderr } = await run
  expect(exitCode).toBe(1)
  expect(stderr).toContain('The run was stopped by SIGTERM. Nothing was changed.')
  await expectGone(pids)
  expect((await readdir(join(folder, 'data'))).filter((name) => name !== '.lock')).toEqual([])
}, 120_000)

test('the time limit of the run ends them, too, and publishes the rest', async () => {
  // Nine seconds: on a loaded machine it takes some until both commands run, which they have to before they can be ended.
  const { run, readPids } = await setUp(0.15)
  const { exitCode, stderr } = await run
  expect(exitCode).toBe(3)
  expect(stderr).toMatch(/^host-ratios +failed .*None of 2 hosts could be asked/m)
  expect(stderr).toMatch(/^ceph +failed .*was stopped with the run/m)
  await expectGone(await readPids())
}, 120_000)
