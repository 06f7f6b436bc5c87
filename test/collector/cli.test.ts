import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { execa } from 'execa'
import { expect, test } from 'vitest'

import { readVersion } from '../../collector/version.ts'
import { password, startSmallCloud } from './support/small-cloud.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

const bin = fileURLToPath(new URL('../../collector/aether.js', import.meta.url))

interface Surroundings {
  env?: Record<string, string>
  cwd?: string
}

async function runAether(args: string[], { env = {}, cwd }: Surroundings = {}) {
  const folder = cwd ?? (await makeTemporaryFolder('cli'))
  const result = await execa(process.execPath, [bin, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, ...env },
    extendEnv: false,
    reject: false,
  })
  return { code: result.exitCode, out: result.stdout, err: result.stderr }
}

test('prints its version, and the help with exit codes', async () => {
  expect(await runAether(['--version'])).toMatchObject({ code: 0, out: readVersion() })
  const help = await runAether(['--help'])
  expect(help.code).toBe(0)
  expect(help.out).toMatch(/collect +read the cloud into data\//)
  expect(help.out).toContain('4 another run holds the lock')
})

test('the help of a command has an example, and no colours outside of a terminal', async () => {
  const { out, code } = await runAether(['collect', '--help'])
  expect(code).toBe(0)
  expect(out).toContain('aether collect --cloud production --data data')
  expect(out).not.toContain('\u001b')
})

test.each([
  [['colect'], 'There is no command "colect"; did you mean "collect"?'],
  [['collect', '--clod', 'x'], 'There is no option --clod; did you mean --cloud?'],
  [['collect', '--data'], '--data needs a value.'],
  [['collect', 'extra'], '"extra" is one word too many.'],
  [['collect', '--config', 'missing.yaml'], 'There is no configuration file'],
])('%j is a usage error', async (args, message) => {
  const { code, err, out } = await runAether(args)
  expect(code).toBe(2)
  expect(err).toContain(message)
  expect(err.split('\n')).toHaveLength(1)
  expect(out).toBe('')
})

test('without credentials it says in one line where it looked', async () => {
  const { code, err } = await runAether(['collect'])
  expect(code).toBe(2)
  expect(err).toMatch(/^aether: No credentials: .*clouds\.yaml.*docs\/collecting\.md/)
  expect(err.split('\n')).toHaveLength(1)
})

test('a wrong key of the configuration is a usage error that names it', async () => {
  const cwd = await makeTemporaryFolder('cli')
  await writeFile(join(cwd, 'aether.yaml'), 'site:\n  nam: x\n')
  const { code, err } = await runAether(['collect'], { cwd })
  expect(code).toBe(2)
  expect(err).toMatch(/aether\.yaml.*nam/s)
})

test('a wrong password ends with 1, on stderr for people and on stdout for machines, and is told to nobody', async () => {
  const cloud = await startSmallCloud(() => undefined)
  const env = {
    OS_AUTH_URL: cloud.credentials.authUrl,
    OS_USERNAME: 'reader',
    OS_PASSWORD: `not-${password.slice(3)}`,
  }
  const { code, err, out } = await runAether(['collect', '--json'], { env })
  await cloud.close()
  expect(code).toBe(1)
  expect(err).toMatch(/^aether: Keystone at .* refused the credential \(401\)/)
  expect(JSON.parse(out)).toMatchObject({ event: 'error', exitCode: 1 })
  expect(err + out).not.toContain(env.OS_PASSWORD)
})

test('a collection prints one line a source, JSON lines with --json, and nothing with --quiet', async () => {
  const cloud = await startSmallCloud((path) => answerEmpty(path.pathname))
  const env = { OS_AUTH_URL: cloud.credentials.authUrl, OS_USERNAME: 'reader', OS_PASSWORD: password }
  const cwd = await makeTemporaryFolder('cli')
  // Whether this machine has a Ceph is not what is tested.
  await writeFile(join(cwd, 'aether.yaml'), 'sources: { ceph: false }\n')
  const plain = await runAether(['collect', '--data', 'data'], { env, cwd })
  const json = await runAether(['collect', '--json'], { env, cwd })
  const quiet = await runAether(['--quiet', 'collect'], { env, cwd })
  await cloud.close()
  expect([plain.code, json.code, quiet.code]).toEqual([0, 0, 0])
  expect(plain.err).toMatch(/^servers +ok +\d+ requests +0 items +\d+\.\d s$/m)
  expect(plain.err).toMatch(/^Collected into .*data in /m)
  const events = json.out.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(events).toContainEqual(
    expect.objectContaining({ event: 'source', name: 'servers', state: 'ok', items: 0 }),
  )
  expect([quiet.out, quiet.err]).toEqual(['', ''])
})

/** An empty cloud: every list is there, and has nothing in it. */
function answerEmpty(path: string) {
  const keys: [RegExp, string][] = [
    [/servers\/detail/, 'servers'],
    [/os-hypervisors/, 'hypervisors'],
    [/flavors/, 'flavors'],
    [/os-services/, 'services'],
    [/os-aggregates/, 'aggregates'],
    [/os-availability-zone/, 'availabilityZoneInfo'],
    [/os-migrations/, 'migrations'],
    [/os-server-groups/, 'server_groups'],
    [/\/projects/, 'projects'],
    [/\/domains/, 'domains'],
    [/volumes\/detail/, 'volumes'],
    [/snapshots\/detail/, 'snapshots'],
    [/\/types/, 'volume_types'],
    [/get_pools/, 'pools'],
    [/\/images/, 'images'],
    [/resource_providers/, 'resource_providers'],
  ]
  const key = keys.find(([pattern]) => pattern.test(path))?.[1]
  return key === undefined ? undefined : { json: { [key]: [] } }
}
