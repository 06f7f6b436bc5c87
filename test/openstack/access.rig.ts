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

describe('access rules', () => {
  it('that leave out a service cost what it has, and the doctor says what to add', async () => {
    const { readable, runs } = await withRules(
      [
        { service: 'compute', method: 'GET', path: '/v2.1/**' },
        { service: 'identity', method: 'GET', path: '/v3/**' },
      ],
      async (env) => {
        const { exitCode, stderr, seen } = await collect(env, loadSnapshot)
        const doctor = await runAether(['doctor', '--json'], env)
        return { readable: seen, runs: { exitCode, stderr, doctor } }
      },
    )
    expect(runs.exitCode).toBe(3)
    expect(readable.instances.length).toBe(oracle.servers.length)
    expect([readable.volumes, readable.images, readable.providers]).toEqual([null, null, null])
    expect(runs.stderr).toMatch(/Placement answered 401 to GET .*; .* does not accept the credential/)

    const findings = readFindings(runs.doctor)
    const refused = findings.filter(({ check, state }) => check === 'rights' && state !== 'ok')
    const told = new Set(refused.map(({ where }) => where.split(' ')[0]))
    expect([...told].sort()).toEqual(['Cinder', 'Glance', 'Placement'])
    for (const { what, remedy } of refused) {
      expect(what).toContain('401')
      expect(remedy).toMatch(
        /one of them must allow GET of this path for the service (placement|block-storage|image)/,
      )
    }
  })

  it('that leave out one thing of a service cost that alone', async () => {
    const run = await withRules(
      [
        { service: 'compute', method: 'GET', path: '/v2.1/servers/**' },
        { service: 'compute', method: 'GET', path: '/v2.1/os-hypervisors/**' },
        { service: 'compute', method: 'GET', path: '/v2.1' },
        { service: 'identity', method: 'GET', path: '/v3/**' },
      ],
      (env) => collect(env, loadSnapshot),
    )
    expect(run.exitCode).toBe(3)
    expect(run.seen.hypervisors.length).toBeGreaterThan(0)
    expect(run.seen.flavors).toBeNull()
    expect(run.stderr).toMatch(/Nova answered 401 to GET \/flavors\/detail.*does one allow this request/)
  })
})

describe('an ordinary user', () => {
  it.each([USERS.member, USERS.reader])('%s is told what the missing rights cost', async (user) => {
    const { exitCode, stderr, seen } = await collect(passwordSettings(user, 'alpha'), readAll)
    expect([1, 3]).toContain(exitCode)
    expect(stderr).toMatch(
      /^aether: .* 403 to GET \/servers\/detail and said: .*; the credential lacks the right: .*\.$/m,
    )
    // The service's own full stop does not end up in the middle of our sentence.
    expect(stderr).not.toMatch(/[.,;:]\s*[-;,.]/)
    // Nothing, rather than a data folder that looks like a cloud without hosts.
    if (exitCode === 1) expect(seen).toEqual([])
  })
})

interface AccessRule {
  service: string
  method: string
  path: string
}

/** With an application credential of the administrator that has these rules, and is deleted afterwards. */
async function withRules<T>(rules: AccessRule[], work: (env: Environment) => Promise<T>): Promise<T> {
  const admin = await signIn()
  const credentials = `/users/${admin.userId}/application_credentials`
  const asked = { name: `rules-${crypto.randomUUID()}`, access_rules: rules }
  const { application_credential: made } = await admin.call<{
    application_credential: { id: string; secret: string }
  }>('keystone', 'POST', credentials, { application_credential: asked })
  try {
    return await work(credentialSettings(made))
  } finally {
    await admin.call('keystone', 'DELETE', `${credentials}/${made.id}`)
  }
}

/** One JSON line a finding. */
function readFindings({ stdout }: { stdout: string }) {
  const lines = stdout.split('\n').filter((line) => line !== '')
  return lines.map(
    (line) => JSON.parse(line) as Record<'check' | 'state' | 'what' | 'where' | 'remedy', string>,
  )
}

/** The text of every file below a folder; none where there is no folder. */
async function readAll(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile())
  return Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')))
}
