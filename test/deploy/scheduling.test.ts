import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DemoCloud, startDemoCloud } from '../../collector/demo-cloud/index.ts'
import { readCurrentRelease } from '../../collector/store/releases.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

const project = join(import.meta.dirname, '../..')
const deploy = join(project, 'deploy')

/** The three paths that the files are written for, on this machine. */
function move(text: string, home: string): string {
  return text
    .replaceAll('/opt/aether', project)
    .replaceAll('/etc/aether', join(home, 'etc'))
    .replaceAll('/var/lib/aether', join(home, 'state'))
}

describe('the units of systemd', () => {
  let units: string
  beforeAll(async () => {
    const home = await makeTemporaryFolder('units')
    units = join(home, 'units')
    await cp(join(deploy, 'systemd'), units, { recursive: true })
    for (const name of await readdir(units)) {
      const text = await readFile(join(units, name), 'utf8')
      await writeFile(join(units, name), text.replaceAll('/opt/aether', project))
    }
  })

  test('are what systemd takes, without a word of warning', async () => {
    const names = ['aether-refresh.service', 'aether-refresh.timer', 'aether-failed@some.service']
    const { all } = await execa('systemd-analyze', ['verify', ...names.map((name) => join(units, name))], {
      all: true,
    })
    expect(all).toBe('')
  })

  test.each(['aether-refresh.service'])('%s is shut in', async (name) => {
    await execa('systemd-analyze', ['security', '--offline=true', '--threshold=30', join(units, name)])
  })

  test('begin a refresh as often as the site expects one', async () => {
    const timer = await readFile(join(units, 'aether-refresh.timer'), 'utf8')
    const when = /^OnCalendar=(.*)$/m.exec(timer)?.[1] ?? ''
    const { stdout } = await execa('systemd-analyze', ['calendar', '--iterations=13', when], {
      env: { TZ: 'UTC' },
    })
    const times = [...stdout.matchAll(/(?:Next elapse|Iter\. #\d+|Iteration #\d+): \w+ (\S+ \S+) UTC/g)]
    const minutes = times.map(([, time]) => Date.parse(`${time?.replace(' ', 'T')}Z`) / 60_000)
    expect(minutes).toHaveLength(13)
    for (const [index, minute] of minutes.slice(1).entries()) expect(minute - (minutes[index] ?? 0)).toBe(120)
  })
})

describe('what is scheduled', () => {
  let cloud: DemoCloud
  beforeAll(async () => {
    cloud = await startDemoCloud({ hosts: 3, servers: 6, volumes: 3, projects: 2 })
  })
  afterAll(() => cloud.close())

  async function makeHome(): Promise<string> {
    const home = await makeTemporaryFolder('scheduled')
    await mkdir(join(home, 'etc'))
    await mkdir(join(home, 'state'))
    const ceph = JSON.stringify(cloud.cephCommand)
    await writeFile(
      join(home, 'etc/aether.yaml'),
      `stateDir: ${join(home, 'state')}\nceph:\n  command: ${ceph}\n`,
    )
    return home
  }

  /** With nothing of this environment but the cloud's settings and what the file itself sets. */
  function run(line: string, home: string, env: Record<string, string>) {
    return execa('/bin/sh', ['-c', line], {
      cwd: join(home, 'state'),
      env: { ...cloud.env, PATH: '/usr/local/bin:/usr/bin:/bin', ...env },
      extendEnv: false,
      all: true,
    })
  }

  test("by systemd's service publishes a site", async () => {
    const home = await makeHome()
    const unit = move(await readFile(join(deploy, 'systemd/aether-refresh.service'), 'utf8'), home)
    const line = /^ExecStart=(.*)$/m.exec(unit)?.[1] ?? ''
    const settings = (/^Environment=(.*)$/m.exec(unit)?.[1] ?? '')
      .split(' ')
      .map((word) => word.split('=', 2))
    const { all } = await run(line, home, Object.fromEntries(settings))
    expect(all).toContain('is served now')
    expect(all).not.toContain('\u001b')
    expect(await readCurrentRelease(join(home, 'state'))).not.toBeNull()
  })

  test('by cron publishes a site', async () => {
    const home = await makeHome()
    const table = move(await readFile(join(deploy, 'cron/aether'), 'utf8'), home)
    const line = /^\S+ \S+ \* \* \* {2}aether {2}(.*) \| logger -t aether$/m.exec(table)?.[1] ?? ''
    const { all } = await run(line, home, {})
    expect(all).toContain('is served now')
    expect(await readCurrentRelease(join(home, 'state'))).not.toBeNull()
  })
})
