import { chmod, cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DemoCloud, startDemoCloud } from '../../collector/demo-cloud/index.ts'
import { parseHtpasswd } from '../../src/lib/files/htpasswd.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

const project = join(import.meta.dirname, '../..')
const fixture = join(project, 'test/fixtures/earlier-tool')

let cloud: DemoCloud
let home: string
let blocks: string[]

/** Commands of the machine that this test has not: they note what they were told, or do it without another user. */
const programs = {
  aether: `exec ${process.execPath} ${join(project, 'collector/aether.js')} "$@"`,
  runuser: 'shift 3; exec "$@"',
  systemctl:
    'echo "$*" >> HOME/systemctl\n[ "$1" != start ] || exec aether refresh --config HOME/etc/aether.yaml',
  crontab:
    'if [ "$1" = -l ]; then cat HOME/crontab; else cat > HOME/crontab.new; mv HOME/crontab.new HOME/crontab; fi',
}

const cron = [
  'MAILTO=root',
  '0 */2 * * * /opt/old/get-data.sh',
  '5 */2 * * * /opt/old/get-ratio.sh',
  '30 3 * * * /usr/local/bin/backup',
]

beforeAll(async () => {
  cloud = await startDemoCloud({ hosts: 4, servers: 20, volumes: 5, projects: 3 })
  home = await makeTemporaryFolder('migrating')
  for (const folder of ['bin', 'etc', 'state', 'old']) await mkdir(join(home, folder))
  for (const [name, text] of Object.entries(programs)) {
    const file = join(home, 'bin', name)
    await writeFile(file, `#!/bin/sh\n${text.replaceAll('HOME', home)}\n`)
    await chmod(file, 0o755)
  }
  await cp(fixture, join(home, 'old/data'), { recursive: true })
  const users = { ann: 'a long password', bob: { password: 'pbkdf2:sha256:600000$salt$0123456789abcdef' } }
  await writeFile(join(home, 'old/users.json'), JSON.stringify(users))
  await writeFile(join(home, 'crontab'), `${cron.join('\n').replaceAll('/opt/old', join(home, 'old'))}\n`)
  const settings = [
    `stateDir: ${join(home, 'state')}`,
    `users: { file: ${join(home, 'htpasswd')} }`,
    `ceph: { command: ${JSON.stringify(cloud.cephCommand)} }`,
  ]
  await writeFile(join(home, 'etc/aether.yaml'), `${settings.join('\n')}\n`)
  const page = await readFile(join(project, 'docs/migrating.md'), 'utf8')
  blocks = [...page.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].map(([, commands = '']) => commands)
})
afterAll(() => cloud.close())

/** A block of the page as it stands, but for where this machine has its folders, and without a user of its own. */
async function run(block: string | undefined) {
  const words: Record<string, string> = {
    '/opt/old': join(home, 'old'),
    '/var/lib/aether': join(home, 'state'),
    '/etc/aether': join(home, 'etc'),
    '/tmp/look': join(home, 'look'),
    '-o aether -g www-data ': '',
  }
  const script = Object.entries(words).reduce(
    (text, [from, to]) => text.replaceAll(from, to),
    block ?? 'false',
  )
  const env = { ...cloud.env, PATH: `${join(home, 'bin')}:${process.env['PATH']}`, HOME: home }
  const { exitCode, all } = await execa('bash', ['-e', '-c', script], {
    cwd: join(home, 'etc'),
    env,
    extendEnv: false,
    all: true,
    reject: false,
  })
  return { exitCode, all }
}

test('the commands of the page bring the earlier tool over, in their order', async () => {
  expect(blocks).toHaveLength(5)
  const [look, reservations, users, refresh, end] = blocks

  expect(await run(look)).toMatchObject({ exitCode: 0 })
  expect(await readFile(join(home, 'look/index.html'), 'utf8')).toContain('<html')

  // Step 1 is the installation, with its first refresh.
  expect(await run('systemctl start aether-refresh.service')).toMatchObject({ exitCode: 0 })
  const listed = await run(reservations)
  expect(listed, listed.all).toMatchObject({ exitCode: 0 })
  expect(listed.all).toContain('cloud-node-01')

  const imported = await run(users)
  expect(imported, imported.all).toMatchObject({ exitCode: 1 })
  expect(imported.all).toMatch(/bob.*nginx cannot check/)
  expect(imported.all).not.toContain('a long password')
  const lines = parseHtpasswd(await readFile(join(home, 'htpasswd'), 'utf8'))
  expect(lines.map(({ name }) => name)).toEqual(['ann'])

  expect(await run(refresh)).toMatchObject({ exitCode: 0 })
  const earlier = await readFile(join(fixture, 'reserved.json'), 'utf8')
  expect(await readFile(join(home, 'state/current/data/reserved.json'), 'utf8')).toBe(earlier)

  expect(await run(end)).toMatchObject({ exitCode: 0 })
  expect((await readFile(join(home, 'systemctl'), 'utf8')).split('\n')).toContain(
    'enable --now aether-refresh.timer',
  )
  const [mail, , , backup] = cron
  expect(await readFile(join(home, 'crontab'), 'utf8')).toBe(`${mail}\n${backup}\n`)
  await expect(stat(join(home, 'old/users.json'))).rejects.toThrow('ENOENT')
  // The earlier tool can go on: of its data nothing was touched.
  for (const name of ['aio.csv', 'reserved.json', 'ratio.txt']) {
    expect(await readFile(join(home, 'old/data', name))).toEqual(await readFile(join(fixture, name)))
  }
}, 120_000)
