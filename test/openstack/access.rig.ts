import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { adminEnvironment, runAether, withFolder } from './aether.ts'
import { credentialSettings, passwordSettings, TARGET } from './settings.ts'
import { PASSWORD, type Environment } from './rig/layout.ts'
import { signIn } from './seed/client.ts'
import { USERS } from './seed/identity.ts'
import { loadOracle, type Oracle } from './seed/oracle.ts'
import { USER_DATA_SECRET } from './seed/servers.ts'
import { loadSnapshot } from '../../src/lib/snapshot.ts'

const oracle: Oracle = loadOracle()
/** Collects with these settings and hands what was written to `look`. */
async function collect<T>(env: Environment, look: (folder: string) => Promise<T>) {
  return withFolder(async (folder) => {
    const data = join(folder, 'data')
    const run = await runAether(['collect', '--data', data], env)
    return { ...run, seen: await look(data) }
  })
}

describe('ways in', () => {
  it.each([
    ['a password from the environment', () => passwordSettings('admin', 'admin')],
    ['an application credential', () => credentialSettings(oracle.credentials.plain)],
    ['an application credential that may only GET', () => credentialSettings(oracle.credentials.readOnly)],
  ])('collects everything with %s', async (_name, env) => {
    const { exitCode, stderr, seen } = await collect(env(), loadSnapshot)
    expect(stderr).not.toMatch(/failed|degraded/)
    expect(exitCode).toBe(0)
    expect(seen.instances.length).toBe(oracle.servers.length)
    expect(seen.volumes?.length).toBe(oracle.volumes.length)
  })

  it('collects everything with a token and nothing else', async () => {
    const { token } = await signIn()
    const env = {
      ...TARGET,
      OS_AUTH_TYPE: 'v3token',
      OS_TOKEN: token,
      OS_PROJECT_NAME: 'admin',
      OS_PROJECT_DOMAIN_ID: 'default',
    }
    const { exitCode, seen } = await collect(env, loadSnapshot)
    expect(exitCode).toBe(0)
    expect(seen.instances.length).toBe(oracle.servers.length)
  })

  it('lets no secret into a file or onto the terminal', async () => {
    const { token } = await signIn()
    const secrets = [PASSWORD, oracle.credentials.readOnly.secret, token, USER_DATA_SECRET]
    secrets.push(Buffer.from(USER_DATA_SECRET).toString('base64'))
    const { stdout, stderr, seen } = await collect(credentialSettings(oracle.credentials.readOnly), readAll)
    for (const text of [stdout, stderr, ...seen]) {
      for (const secret of secrets) expect(text.includes(secret)).toBe(false)
    }
  })
})

describe('ways that lead nowhere', () => {
  it.each([
    [
      'a wrong password',
      () => passwordSettings('admin', 'admin', 'not-the-password'),
      /password|credentials|refused|401/i,
    ],
    ['an unknown cloud', () => ({ ...adminEnvironment(), OS_CLOUD: 'no-such-cloud' }), /no-such-cloud/],
    [
      'an endpoint that nobody listens on',
      () => ({ ...passwordSettings('admin', 'admin'), OS_AUTH_URL: 'http://127.0.0.1:9/v3' }),
      /127\.0\.0\.1:9/,
    ],
    ['a project that does not exist', () => passwordSettings('admin', 'no-such-project'), /project|401/i],
  ])('says in one sentence what to do about %s', async (_name, env, pattern) => {
    const { exitCode, stderr, seen } = await collect(env(), readAll)
    expect([1, 2]).toContain(exitCode)
    const message = stderr.trim().split('\n').at(-1) ?? ''
    expect(message).toMatch(pattern)
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(stderr).not.toContain('not-the-password')
    expect(seen).toEqual([])
  })
})

describe('an ordinary user', () => {
  it.each([USERS.member, USERS.reader])('%s is told what the missing rights cost', async (user) => {
    const { exitCode, stderr, seen } = await collect(passwordSettings(user, 'alpha'), readAll)
    expect([1, 3]).toContain(exitCode)
    expect(stderr).toMatch(/admin|right|role|forbidden|403/i)
    // Nothing, rather than a data folder that looks like a cloud without hosts.
    if (exitCode === 1) expect(seen).toEqual([])
  })
})

/** The text of every file below a folder; none where there is no folder. */
async function readAll(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile())
  return Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')))
}
