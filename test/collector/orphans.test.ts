import { readFileSync } from 'node:fs'
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { execa } from 'execa'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import { type DemoCloud, startDemoCloud } from '../../collector/demo-cloud/index.ts'

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
  const folder = await mkdtemp(join(tmpdir(), 'aether-orphans-'))
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

test('a run that is stopped takes every process with it that its commands started', async () => {
  const { folder, run, readPids } = await setUp(10)
  const pids = await vi.waitFor(
    async () => {
      const found = await readPids()
      expect(found.every((pid) => pid > 0 && isThere(pid))).toBe(true)
      return found
    },
    { timeout: 20_000, interval: 100 },
  )
  run.kill('SIGTERM')
  const { exitCode, stderr } = await run
  expect(exitCode).toBe(1)
  expect(stderr).toContain('The run was stopped by SIGTERM. Nothing was changed.')
  expect(pids.filter(isThere)).toEqual([])
  expect((await readdir(join(folder, 'data'))).filter((name) => name !== '.lock')).toEqual([])
})

test('the time limit of the run ends them, too, and publishes the rest', async () => {
  const { run, readPids } = await setUp(0.06)
  const { exitCode, stderr } = await run
  expect(exitCode).toBe(3)
  expect(stderr).toMatch(/^host-ratios +failed .*None of 2 hosts could be asked/m)
  expect(stderr).toMatch(/^ceph +failed .*was stopped with the run/m)
  expect((await readPids()).filter(isThere)).toEqual([])
})
