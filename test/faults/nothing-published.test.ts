import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import type { Fault } from '../../collector/demo-cloud/index.ts'
import { withLock } from '../../collector/store/lock.ts'
import { type Rig, type RunningRefresh, startRig } from './support/rig.ts'
import { expectNoRemains, expectWholeData, hashTree } from './support/state.ts'
import { waitUntil } from '../support/wait-until.ts'

let rig: Rig
let before: Record<string, string>
beforeAll(async () => {
  rig = await startRig()
})
afterAll(async () => {
  await rig.close()
})
beforeEach(async () => {
  await rig.configure('')
  before = await hashTree(rig.state)
})

async function expectUnchanged(): Promise<void> {
  expect(await hashTree(rig.state)).toEqual(before)
  await expectWholeData(rig)
  await expectNoRemains(rig)
}

/** The last line of what was said: one sentence, no stack. */
function readLastWord(stderr: string): string {
  expect(stderr).not.toMatch(/^ +at /m)
  return stderr.trimEnd().split('\n').at(-1) ?? ''
}

const tokens = { service: 'identity', path: '/auth/tokens' } as const

const refusedLogins: [what: string, message: RegExp, faults: Fault[], env?: Record<string, string>][] = [
  ['a wrong password', /refused the credential \(401\): check .* password/, [], { OS_PASSWORD: 'wrong' }],
  ['a user that is disabled', /forbids this login \(403\)/, [{ ...tokens, kind: 'status', status: 403 }]],
  [
    'an address that is not Keystone',
    /no Keystone v3 at .*\(404\): check auth_url/,
    [{ ...tokens, kind: 'status', status: 404 }],
  ],
  [
    'a Keystone that fails (500)',
    /answered 500 to the login: see its log/,
    [{ ...tokens, kind: 'status', status: 500 }],
  ],
  [
    'a Keystone that nobody listens for',
    /cannot be asked: 127\.0\.0\.1:1 .*connection refused.*Check auth_url/,
    [],
    { OS_AUTH_URL: 'http://127.0.0.1:1/v3' },
  ],
  ['a Keystone that resets', /cannot be asked: .*connection was reset/, [{ ...tokens, kind: 'reset' }]],
  ['a Keystone that hangs', /cannot be asked: .*did not answer within 1 s/, [{ ...tokens, kind: 'hang' }]],
  [
    'a Keystone that breaks off',
    /cannot be asked: .*closed in the middle of the answer/,
    [{ ...tokens, kind: 'truncate' }],
  ],
  [
    'a proxy that answers in HTML',
    /did not answer as Keystone v3 does: check auth_url/,
    [{ ...tokens, kind: 'wrong-json' }],
  ],
  [
    'a token of wrong types',
    /did not answer as Keystone v3 does: check auth_url/,
    [{ ...tokens, kind: 'wrong-types' }],
  ],
]

test.each(refusedLogins)('%s: exit code 1, and nothing changes', async (_what, message, faults, env = {}) => {
  rig.cloud.faults = faults
  if (faults.some(({ kind }) => kind === 'hang')) await rig.configure('collect: { requestSeconds: 1 }')
  before = await hashTree(rig.state)
  const { exitCode, stderr } = await rig.refresh({ env })
  rig.cloud.faults = []
  expect(exitCode, stderr).toBe(1)
  expect(readLastWord(stderr)).toMatch(message)
  expect(readLastWord(stderr)).toMatch(/^aether: /)
  await expectUnchanged()
})

const unusable: [what: string, yaml: string, message: RegExp][] = [
  ['that is no YAML', 'site: [', /aether\.yaml/],
  ['with a key that does not exist', 'colect: { runMinutes: 5 }', /aether\.yaml.*colect/],
  ['with a value of another type', 'collect: { runMinutes: soon }', /aether\.yaml.*runMinutes/],
]

test.each(unusable)('an aether.yaml %s: exit code 2', async (_what, yaml, message) => {
  await rig.configure(yaml)
  before = await hashTree(rig.state)
  const { exitCode, stderr } = await rig.refresh()
  expect(exitCode, stderr).toBe(2)
  expect(readLastWord(stderr.replaceAll('\n', ' '))).toMatch(message)
  await expectUnchanged()
})

test('no credentials, and a cloud that clouds.yaml does not know: exit code 2', async () => {
  const nothing = Object.fromEntries(Object.keys(rig.cloud.env).map((name) => [name, undefined]))
  const unknown = await rig.refresh({ env: nothing })
  expect(unknown.exitCode, unknown.stderr).toBe(2)
  expect(readLastWord(unknown.stderr)).toMatch(/clouds\.yaml/)
  const elsewhere = await rig.refresh({ args: ['--cloud', 'elsewhere'] })
  expect(elsewhere.exitCode, elsewhere.stderr).toBe(2)
  expect(readLastWord(elsewhere.stderr)).toMatch(/elsewhere/)
  await expectUnchanged()
})

const root = process.getuid?.() === 0

describe('folders that cannot be written', () => {
  /** As another user; who is not root anyway takes the right from the folder. */
  async function refreshWithout(right: string) {
    if (!root) await chmod(right, 0o500)
    const result = await rig.refresh(root ? { uid: 65_534, gid: 65_534 } : {})
    if (!root) await chmod(right, 0o755)
    return result
  }

  test('the state of another user: exit code 1, and the folder is named', async () => {
    const { exitCode, stderr } = await refreshWithout(rig.state)
    expect(exitCode, stderr).toBe(1)
    expect(readLastWord(stderr)).toContain(rig.state)
    expect(readLastWord(stderr)).toMatch(/could not be .*EACCES/)
    await expectUnchanged()
  })

  test('an aether.yaml that may not be read: exit code 2', async () => {
    const file = join(rig.state, 'aether.yaml')
    await chmod(file, 0)
    const { exitCode, stderr } = await refreshWithout(rig.state)
    await chmod(file, 0o644)
    expect(exitCode, stderr).toBe(2)
    expect(readLastWord(stderr)).toContain(file)
    await expectUnchanged()
  })

  test('a data folder that is a file: exit code 2', async () => {
    const file = join(rig.state, 'data-file')
    await writeFile(file, '')
    const { exitCode, stderr } = await rig.refresh({ args: ['--data', file] })
    await rm(file)
    expect(exitCode, stderr).toBe(2)
    expect(readLastWord(stderr)).toContain(`${file} is not a folder`)
    await expectUnchanged()
  })
})

test.each(['state', 'data'] as const)(
  'another run at work on the %s folder: exit code 4, and it says who',
  async (which) => {
    const { exitCode, stderr } = await withLock(rig[which], () => rig.refresh())
    expect(exitCode, stderr).toBe(4)
    expect(readLastWord(stderr)).toMatch(
      new RegExp(`Another run is at work .*: process ${process.pid} on .*, since 20.*Nothing was done\\.`),
    )
    await expectUnchanged()
  },
)

test('two refreshes at once: the second leaves with 4, the first publishes', async () => {
  // The first cannot go on before the second has ended.
  const gate = join(rig.temporary, 'gate')
  await rig.setCeph(`while [ ! -e '${gate}' ]; do sleep 0.1; done\n${rig.workingCeph}`)
  const seconds: Awaited<ReturnType<Rig['refresh']>>[] = []
  let firstPid: number | undefined
  const seen = rig.cloud.requests
  const first = await rig.refresh({
    during: async (run) => {
      firstPid = run.pid
      await waitUntil('the first run collects', () => rig.cloud.requests > seen)
      seconds.push(await rig.refresh())
      await writeFile(gate, '')
    },
  })
  await rm(gate)
  await rig.setCeph(rig.workingCeph)
  const named = expect.stringContaining(`process ${firstPid} on `) as string
  expect(seconds).toEqual([expect.objectContaining({ exitCode: 4, stderr: named })])
  expect(first.exitCode, first.stderr).toBe(0)
  await expectWholeData(rig)
  await expectNoRemains(rig)
})

describe('a run that is ended while it collects', () => {
  beforeEach(async () => {
    rig.cloud.faults = [{ service: 'image', kind: 'hang' }]
  })

  async function refreshUntil(signal: NodeJS.Signals) {
    const seen = rig.cloud.requests
    const during = async (run: RunningRefresh) => {
      await waitUntil('the collection is under way', () => rig.cloud.requests > seen + 20)
      run.kill(signal)
    }
    const outcome = await rig.refresh({ during })
    rig.cloud.faults = []
    return outcome
  }

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s: exit code 1, and nothing changes',
    async (signal) => {
      const { exitCode, stderr } = await refreshUntil(signal)
      expect(exitCode, stderr).toBe(1)
      expect(readLastWord(stderr)).toBe(`aether: The run was stopped by ${signal}. Nothing was changed.`)
      await expectUnchanged()
    },
  )

  test('SIGKILL: the next run takes over the lock, and leaves nothing behind', async () => {
    expect(await refreshUntil('SIGKILL')).toMatchObject({ signal: 'SIGKILL' })
    await expectWholeData(rig)
    const { exitCode, stderr } = await rig.refresh()
    expect(exitCode, stderr).toBe(0)
    await expectWholeData(rig)
    await expectNoRemains(rig)
  })
})

test('a cloud that was never read and lists no servers: exit code 1, and nothing is published', async () => {
  const empty = join(rig.temporary, 'first')
  await mkdir(empty)
  await writeFile(join(empty, 'aether.yaml'), 'sources: { ceph: false }\n')
  rig.cloud.faults = [{ service: 'compute', path: '/servers/detail', kind: 'wrong-types' }]
  const { exitCode, stderr } = await rig.refresh({ args: ['--config', join(empty, 'aether.yaml')] })
  rig.cloud.faults = []
  expect(exitCode, stderr).toBe(1)
  expect(readLastWord(stderr)).toMatch(
    /Nothing was published, since there is no aio\.csv without the servers: GET \/servers\/detail was answered/,
  )
  expect(await hashTree(empty)).toEqual({ 'aether.yaml': expect.any(String) as string })
  await rm(empty, { recursive: true })
  await expectUnchanged()
})
