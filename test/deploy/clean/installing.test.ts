import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { visitDuring } from '../../support/wrk.ts'
import { type Machine, openMachine } from './installed-debian.ts'

// The commands of docs/installing.md, backup.md and upgrading.md, run as they stand. One machine for all, since its installation takes
// a minute: each test goes on where the one before left it.

let machine: Machine

beforeAll(async () => {
  machine = await openMachine()
})

afterAll(() => machine.close())

async function refresh(): Promise<void> {
  machine.cloud.advance(2)
  await machine.run('systemctl start aether-refresh.service')
}

async function listLines(command: string): Promise<string[]> {
  return (await machine.run(command)).stdout.split('\n').filter(Boolean)
}

describe('installing', () => {
  test('leads from nothing to a site that asks for a password', async () => {
    const said = await machine.follow('installing.md')
    expect(said).toMatch(/\d+ ok, .*\b0 problems/)
    expect(await machine.ask('/')).toMatchObject({ status: 401 })
    expect(await machine.ask('/', 'wrong')).toMatchObject({ status: 401 })
    const { status, body } = await machine.ask('/', machine.password)
    expect(status).toBe(200)
    expect(body).toContain('My cloud')
    expect(await machine.ask('/instances/', machine.password)).toMatchObject({ status: 200 })
  })

  test('a second refresh and nineteen more are served, and fifty readers see no failed request and no mixed page', async () => {
    // The site's name is on each page, and thus says which build it is of.
    const name = (given: string) =>
      machine.run(`sed -i 's/^  name: .*/  name: ${given}/' /etc/aether/aether.yaml`)
    await name('build 0')
    await refresh()
    const authorization = `Basic ${btoa(`ann:${machine.password}`)}`
    const pages = ['/', '/instances/', '/volumes/', '/changes/', '/hosts/', '/about/']
    const before = await machine.readCollectedAt()
    // Each request costs nginx the 12 ms of a bcrypt password.
    const seen = await visitDuring(machine.origin, { pages, authorization, pauseMs: 1000 }, async () => {
      for (let number = 1; number <= 20; number++) {
        await name(`build ${number}`)
        await refresh()
      }
      await sleep(3000)
    })
    expect(await machine.readCollectedAt()).not.toBe(before)
    expect(seen).toMatchObject({ refused: 0, mixed: 0, failed: 0, example: '', builds: 21 })
    expect(seen.visits).toBeGreaterThan(1000)
    expect(seen.assets).toBeGreaterThan(1000)
    await name('My cloud')
    await refresh()
  })

  test('the program cannot be changed by the user that runs it', async () => {
    const find = 'find /opt/aether /etc/aether /etc/nginx /etc/systemd /usr/local ! -type l -writable'
    expect(await listLines(`runuser -u aether -- ${find} 2> /dev/null || true`)).toEqual([])
    // A refresh as root would have left what the next one cannot replace.
    expect(await listLines('find /var/lib/aether ! -user aether')).toEqual([])
  })

  test('secrets are where they were put, and nowhere else', async () => {
    const find = 'find /etc/aether /etc/nginx/aether /var/lib/aether -type f -perm /007'
    expect(await listLines(`runuser -u nobody -- ${find} 2> /dev/null || true`)).toEqual([])
    const htpasswd = 'stat -c "%a %U:%G" /etc/nginx/aether/htpasswd'
    expect(await listLines(htpasswd)).toEqual(['640 root:www-data'])
    const written = '/etc /root /run /tmp /usr/local /var/cache /var/lib/aether /var/log'
    const look = (secret: string) => listLines(`grep -rlF -e '${secret}' ${written} || true`)
    expect(await look(machine.cloud.env['OS_PASSWORD'] ?? '')).toEqual(['/etc/aether/clouds.yaml'])
    expect(await look(machine.password)).toEqual([])
  })
})

describe('backup', () => {
  const listState = () => listLines('cd /var/lib/aether && find archive history -type f | sort')
  const countHistory = async () => (await listLines('cat /var/lib/aether/history/*/totals.jsonl')).length
  const measure = async () => Number((await listLines('du -s /var/lib/aether'))[0]?.split('\t')[0])

  /** As on another machine, whose users have other numbers. */
  async function loseEverything(): Promise<void> {
    await machine.run('rm -rf /var/lib/aether /etc/aether /etc/nginx/aether && userdel aether')
    await machine.run('useradd --system other-$RANDOM')
    await machine.follow('installing.md', { heading: '3. A user of its own' })
  }

  test('what was backed up is all there after everything was lost, and the history goes on', async () => {
    const [files, lines, blocks] = [await listState(), await countHistory(), await measure()]
    const collectedAt = await machine.readCollectedAt()
    await machine.follow('backup.md', { heading: 'Backup with rsync' })
    await machine.follow('backup.md', { heading: 'Backup in one file' })
    await loseEverything()
    expect(await machine.ask('/', machine.password)).not.toMatchObject({ status: 200 })

    const said = await machine.follow('backup.md', { heading: 'Restore' })
    expect(said).toMatch(/Z {2}good, /)
    expect(await listState()).toEqual(files)
    // Hard links came back as such.
    expect(Math.abs((await measure()) - blocks)).toBeLessThan(blocks / 20)
    expect(await machine.readCollectedAt()).toBe(collectedAt)
    await refresh()
    expect(await countHistory()).toBe(lines + 1)
    expect(await machine.readCollectedAt()).not.toBe(collectedAt)
    expect(await listLines('find /var/lib/aether ! -user aether')).toEqual([])
  })

  test('an old snapshot can be served again', async () => {
    const [first = ''] = await listLines('ls /var/lib/aether/archive')
    await machine.follow('backup.md', {
      heading: 'An old snapshot instead of the newest',
      words: { 'TIME=2026-11-22T06': `TIME=${first}` },
    })
    const collectedAt = await machine.readCollectedAt()
    expect(collectedAt.replaceAll(/[-:]/g, '')).toBe(first.replaceAll('-', ''))
    await machine.run('cd /etc/aether && aether archive verify')
    await refresh()
    expect(await machine.readCollectedAt()).not.toBe(collectedAt)
  })
})

describe('upgrading', () => {
  const NEWER = '99.0.0'
  const readBuilder = async () => {
    const manifests = await machine.run('cat /var/lib/aether/archive/*/manifest.json')
    return [...manifests.stdout.matchAll(/"aetherVersion": "(.*?)"/g)].map(([, version]) => version).at(-1)
  }

  test('a newer version takes over while the site is served, and the older one again', async () => {
    const [older = ''] = await listLines('aether --version')
    await machine.run(`mkdir new && tar -xzf aether.tar.gz -C new && cd new/aether
      sed -i 's/"version": "${older}"/"version": "${NEWER}"/' package.json
      tar -czf ~/aether.tar.gz -C .. aether && rm -r ~/new`)
    for (const [heading, version] of [
      ['To a newer version', NEWER],
      ['And back', older],
    ] as const) {
      const collectedAt = await machine.readCollectedAt()
      expect(await machine.follow('upgrading.md', { heading })).toMatch(new RegExp(`^${version}$`, 'm'))
      expect(await readBuilder()).toBe(version)
      expect(await machine.readCollectedAt()).not.toBe(collectedAt)
    }
    await machine.run('cd /etc/aether && aether archive verify')
  })
})
