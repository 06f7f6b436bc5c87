import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { type DemoCloud, startDemoCloud } from '../../../collector/demo-cloud/index.ts'
import { cephCheck } from '../../../collector/doctor/checks/ceph.ts'
import { cliCheck } from '../../../collector/doctor/checks/cli.ts'
import { clockCheck } from '../../../collector/doctor/checks/clock.ts'
import { configurationCheck } from '../../../collector/doctor/checks/configuration.ts'
import { credentialsCheck } from '../../../collector/doctor/checks/credentials.ts'
import { endpointsCheck } from '../../../collector/doctor/checks/endpoints.ts'
import { loginCheck } from '../../../collector/doctor/checks/login.ts'
import { rightsCheck } from '../../../collector/doctor/checks/rights.ts'
import { sshCheck } from '../../../collector/doctor/checks/ssh.ts'
import { type DoctorOptions, openDoctorContext } from '../../../collector/doctor/context.ts'
import { examine, type NamedFinding } from '../../../collector/doctor/examine.ts'
import { startServer } from '../support/http-server.ts'
import { makeTemporaryFolder } from '../../support/temporary-folder.ts'

const checks = [configurationCheck, credentialsCheck, loginCheck, endpointsCheck, rightsCheck, clockCheck]
let cloud: DemoCloud

beforeAll(async () => {
  cloud = await startDemoCloud({ hosts: 4, servers: 40, volumes: 60, projects: 4 })
})
afterAll(() => cloud.close())
beforeEach(() => {
  cloud.faults = []
})

interface Setup {
  env?: Record<string, string>
  yaml?: string
  clock?: DoctorOptions['clock']
  made?: typeof checks
}

async function look({ env = cloud.env, yaml, clock, made = checks }: Setup = {}) {
  const cwd = await makeTemporaryFolder('doctor')
  if (yaml !== undefined) await writeFile(join(cwd, 'aether.yaml'), yaml)
  const { context, close } = await openDoctorContext({
    configOption: undefined,
    cloud: null,
    dataDir: null,
    nginxConfig: null,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    signal: new AbortController().signal,
    cwd,
    ...(clock && { clock }),
  })
  const told: NamedFinding[] = []
  const findings = await examine(made, context, (finding) => told.push(finding))
  await close()
  expect(told).toEqual(findings)
  return findings
}

const notOk = (findings: NamedFinding[]) => findings.filter(({ state }) => state !== 'ok')
const of = (findings: NamedFinding[], check: string) => findings.filter((finding) => finding.check === check)

test('an administrator of a cloud that is well has nothing to mend', async () => {
  const findings = await look()
  expect(notOk(findings)).toEqual([])
  expect(of(findings, 'rights').map(({ what }) => what)).toEqual(
    expect.arrayContaining(['servers can be read', 'placement can be read', 'quotas can be read']),
  )
  expect(of(findings, 'endpoints').map(({ what }) => what)).toContain('Nova offers 2.1 to 2.96')
})

test('a member is told what each missing right costs, and how to get it', async () => {
  const findings = of(await look({ env: cloud.memberEnv }), 'rights')
  const find = (start: string) => findings.find(({ what }) => what.startsWith(start))
  expect(find('servers')).toMatchObject({ state: 'problem', where: 'Nova GET /servers/detail' })
  expect(find('servers')?.what).toMatch(/nothing can be published \(403/)
  expect(find('placement')).toMatchObject({ state: 'warning' })
  expect(find('placement')?.what).toContain('there is no ratio.txt, placement.json')
  expect(find('volumes')?.what).toContain('only volumes of the own project')
  expect(find('images')).toMatchObject({ state: 'ok' })
  for (const { remedy } of notOk(findings).filter(({ state }) => state !== 'skipped')) {
    expect(remedy).toMatch(/role admin, and it has member, reader/)
  }
})

test('a wrong password is one problem, and what needs a login is skipped', async () => {
  const findings = await look({ env: { ...cloud.env, OS_PASSWORD: 'planted-wrong-password' } })
  expect(findings.filter(({ state }) => state === 'problem')).toEqual([
    expect.objectContaining({
      check: 'login',
      what: expect.stringContaining('refused the credential (401)'),
    }),
  ])
  for (const check of ['endpoints', 'rights', 'clock'])
    expect(of(findings, check)).toMatchObject([{ state: 'skipped' }])
  expect(JSON.stringify(findings)).not.toContain('planted-wrong-password')
})

test('without credentials it says where they are looked for', async () => {
  const findings = await look({ env: { HOME: '/nonexistent' } })
  expect(of(findings, 'credentials')).toMatchObject([
    { state: 'problem', what: expect.stringContaining('clouds.yaml') },
  ])
  expect(of(findings, 'login')).toMatchObject([{ state: 'skipped' }])
})

test('a service that refuses an application credential with 401 has its remedy: service_type', async () => {
  cloud.faults = [{ service: 'compute', kind: 'status', status: 401 }]
  const findings = notOk(of(await look({ env: cloud.applicationCredentialEnv }), 'rights'))
  expect(findings[0]).toMatchObject({ state: 'problem', where: 'Nova GET /servers/detail' })
  expect(findings[0]?.remedy).toMatch(
    /access rules, one of them must allow GET of this path for the service compute\./,
  )
  expect(findings[0]?.remedy).toMatch(/set service_type in \[keystone_authtoken\] of Nova to that name/)
  const byPassword = notOk(of(await look(), 'rights'))
  expect(byPassword[0]?.remedy).not.toContain('access rules')
})

test.each([
  [-400, 'problem', 'ahead of'],
  [90, 'warning', 'behind'],
  [2, 'ok', 'agree'],
] as const)('a clock that is %i s wrong', async (seconds, state, words) => {
  const clock = () => new Date(Date.now() + seconds * 1000)
  const [finding] = of(await look({ clock }), 'clock')
  expect(finding).toMatchObject({ state, what: expect.stringContaining(words) })
})

test('without a Date in the answers the birth of the token tells the time', async () => {
  const small = await startServer((path) => {
    if (!path.pathname.endsWith('/auth/tokens')) return undefined
    const issued = new Date(Date.now() + 100_000).toISOString()
    const json = { token: { issued_at: issued, catalog: [] } }
    return { status: 201, headers: { 'x-subject-token': 't', date: '' }, json }
  })
  const env = {
    OS_AUTH_URL: small.url,
    OS_USERNAME: 'u',
    OS_PASSWORD: 'planted-password',
    OS_PROJECT_NAME: 'p',
  }
  const [finding] = await look({ env, made: [clockCheck] })
  await small.close()
  expect(finding).toMatchObject({
    state: 'warning',
    what: expect.stringMatching(/is (99|100|101) s ahead of/),
  })
})

test('a service that is closed is named with its address, and costs only what it fills', async () => {
  cloud.faults = [{ service: 'volume', kind: 'refuse' }]
  const findings = await look()
  const [endpoint] = notOk(of(findings, 'endpoints'))
  expect(endpoint).toMatchObject({ state: 'problem', what: expect.stringContaining('connection refused') })
  expect(endpoint?.remedy).toMatch(/volume_endpoint_override.*volumes\.json/)
  expect(notOk(of(findings, 'rights')).every(({ where }) => where.startsWith('Cinder'))).toBe(true)
})

test('a wrong configuration is one problem with its line, and the rest is looked at all the same', async () => {
  const findings = await look({ yaml: 'site:\n  nam: x\n' })
  expect(notOk(findings)).toMatchObject([
    { check: 'configuration', state: 'problem', what: expect.stringMatching(/line 2: .*"nam"/) },
  ])
  const contradictions = await look({
    yaml: 'sources: { api: false }\nratios: ssh\n',
    made: [configurationCheck],
  })
  expect(notOk(contradictions).map(({ state }) => state)).toEqual(['problem', 'warning'])
})

test('credentials that everybody can read are a warning with the command that mends it', async () => {
  const file = join(await makeTemporaryFolder('doctor'), 'clouds.yaml')
  const auth = { auth_url: cloud.authUrl, username: 'u', password: 'planted-secret-7c', project_name: 'p' }
  await writeFile(file, JSON.stringify({ clouds: { one: { auth } } }))
  const env = { OS_CLIENT_CONFIG_FILE: file, OS_CLOUD: 'one' }
  await chmod(file, 0o644)
  expect(notOk(await look({ env, made: [credentialsCheck] }))).toMatchObject([
    { state: 'warning', remedy: `chmod 600 ${file}` },
  ])
  await chmod(file, 0o600)
  const findings = await look({ env, made: [credentialsCheck] })
  expect(notOk(findings)).toEqual([])
  expect(findings[0]).toMatchObject({ what: expect.stringContaining('cloud "one"'), where: file })
})

test('Ceph: one that answers, one that is not there, one that is broken', async () => {
  const yaml = (command: string[]) => `ceph: { command: ${JSON.stringify(command)} }\n`
  const made = [cephCheck]
  expect(await look({ yaml: yaml(cloud.cephCommand), made })).toMatchObject([{ state: 'ok' }])
  expect(await look({ yaml: yaml(['no-such-ceph']), made })).toMatchObject([{ state: 'skipped' }])
  expect(await look({ yaml: yaml(['false']), made })).toMatchObject([
    { state: 'problem', remedy: expect.stringContaining('keyring') },
  ])
})

test('where only the openstack command is on, it is tried, and the APIs are left alone', async () => {
  const before = cloud.requests
  const yaml = 'sources: { api: false, cli: true }\ncli: { command: [no-such-openstack] }\n'
  const findings = await look({ yaml, env: {}, made: [...checks, cliCheck, sshCheck] })
  expect(notOk(findings).map(({ check, state }) => [check, state])).toEqual([
    ...['credentials', 'login', 'endpoints', 'rights', 'clock'].map((check) => [check, 'skipped']),
    ['cli', 'problem'],
    ['ssh', 'skipped'],
  ])
  expect(of(findings, 'cli')[0]?.what).toContain('no-such-openstack')
  expect(cloud.requests).toBe(before)
})

test('ssh: off, and each host that cannot be asked with its remedy', async () => {
  expect(await look({ made: [sshCheck] })).toMatchObject([{ state: 'skipped' }])
  const yaml = (script: string) =>
    `sources: { ssh: true }\nssh: { command: [sh, -c, ${JSON.stringify(script)}] }\n`
  const denied = await look({
    yaml: yaml('echo "Permission denied (publickey)." >&2; exit 255'),
    made: [sshCheck],
  })
  expect(denied).toHaveLength(4)
  expect(denied[0]).toMatchObject({
    state: 'problem',
    what: expect.stringMatching(/: Permission denied \(publickey\)$/),
    remedy: expect.stringContaining('authorized_keys'),
  })
  const ratios = 'printf "[DEFAULT]\\ncpu_allocation_ratio=4\\nram_allocation_ratio=1\\n"'
  expect(await look({ yaml: yaml(ratios), made: [sshCheck] })).toMatchObject([
    { state: 'ok', what: '4 of 4 hosts tell their ratios' },
  ])
})
