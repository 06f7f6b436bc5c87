import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { execa } from 'execa'
import { beforeEach, describe, expect, test } from 'vitest'

import { LockedError, UsageError } from '../../collector/errors.ts'
import { clearReservation, importText, type Place, setReservation } from '../../collector/reserve/change.ts'
import { formatReservations, listReservations } from '../../collector/reserve/list.ts'
import { loadReservedCloud } from '../../collector/reserve/reserved-cloud.ts'
import { withLock } from '../../collector/store/lock.ts'
import { defaultConfig } from '../../src/lib/files/config.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import { collectTiny } from './support/tiny-collection.ts'

/** What people and other tools keep beside what we understand; none of it may be lost. */
const KEPT = {
  cmp01: { CPU: '2', RAM: '8', Kebutuhan: 'db', Ticket: 'OPS-1', history: [1, { by: 'ann' }] },
  gone: { CPU: '4', RAM: '', Kebutuhan: 'backup for maintenance' },
  broken: 'no entry at all',
  cmp02: { CPU: 'two', RAM: '', Kebutuhan: '' },
}

let place: Place

/** A folder as the earlier tool fills it. cmp01 has 4 * 16 - 4 = 60 vCPUs and 64 - 4 = 60 GiB free, cmp02 nothing used. */
beforeEach(async () => {
  const dataDir = await makeTemporaryFolder('reserve')
  const files = {
    'aio.csv':
      'Project|ID|Name|Status|Power State|Networks|Image Name|Image ID|Flavor Name|Flavor ID|Host|CPU|RAM\n',
    'allocation.txt': '1 cmp01 QEMU 10.0.0.1 up 4 16 4096 65536\n2 cmp02 QEMU 10.0.0.2 up 0 16 0 65536\n',
    'ratio.txt': 'cmp01, 4, 1\ncmp02, 4, 1\n',
    'reserved.json': JSON.stringify(KEPT),
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(dataDir, name), text)
  place = { dataDir, config: defaultConfig, clock: () => new Date('2026-11-22T20:00:00Z') }
})

async function readReserved(): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(place.dataDir, 'reserved.json'), 'utf8')) as Record<string, unknown>
}

function set(host: string, options: Record<string, string>, force = false) {
  return setReservation(host, { ...options, force }, place)
}

function load(text: unknown, options: { force?: boolean; replace?: boolean } = {}) {
  return importText(
    typeof text === 'string' ? text : JSON.stringify(text),
    { from: 'new.json', force: false, replace: false, ...options },
    place,
  )
}

describe('set', () => {
  test('changes what it names, and nothing else of the host, of others or of what nobody understands', async () => {
    await set('cmp01', { cpu: '16', owner: 'ann', until: '2026-11-22' })
    expect(await readReserved()).toEqual({
      ...KEPT,
      cmp01: { ...KEPT.cmp01, CPU: '16', Owner: 'ann', Until: '2026-11-22' },
    })
    await set('cmp01', { cpu: '0', ram: '0.5', owner: '', until: '' })
    expect(await readReserved()).toEqual({ ...KEPT, cmp01: { ...KEPT.cmp01, CPU: '', RAM: '0.5' } })
  })

  test('keeps what of the same host it cannot read, unless it is set', async () => {
    await set('cmp02', { purpose: 'x' })
    expect((await readReserved())['cmp02']).toEqual({ CPU: 'two', RAM: '', Kebutuhan: 'x' })
    await set('cmp02', { cpu: '2' })
    expect((await readReserved())['cmp02']).toEqual({ CPU: '2', RAM: '', Kebutuhan: 'x' })
  })

  test.each([
    ['cmp1', { cpu: '1' }, /no host "cmp1".*nearest are cmp01 and cmp02/],
    ['cmp01', { cpu: '1.5' }, /--cpu takes a whole number/],
    ['cmp01', { cpu: '-1' }, /--cpu takes a whole number/],
    ['cmp01', { cpu: 'many' }, /--cpu takes a whole number.*"many"/],
    ['cmp01', { ram: '1e3' }, /--ram takes a number of GiB/],
    ['cmp01', { until: '2027-02-30' }, /--until takes a day of the calendar as 2027-03-31/],
    ['cmp01', { until: '2026-11-21' }, /--until takes a day to come; 2026-11-21 is over/],
    ['cmp01', {}, /Say what to set/],
    ['cmp01', { cpu: '61' }, /61 vCPU asked, 60 vCPU free\. --force/],
    ['cmp01', { ram: '60.5' }, /60.5 GiB asked, 60 GiB free/],
  ])('refuses %s %j, and changes nothing', async (host, options, message) => {
    const before = await readReserved()
    const refused = await set(host, options as Record<string, string>).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(UsageError)
    expect((refused as UsageError).message).toMatch(message)
    expect((refused as UsageError).exitCode).toBe(2)
    expect(await readReserved()).toEqual(before)
  })

  test('takes all that is free, and more where it is forced or on a spare', async () => {
    await set('cmp01', { cpu: '60', ram: '60' })
    await set('cmp01', { cpu: '61' }, true)
    expect((await readReserved())['cmp01']).toMatchObject({ CPU: '61', RAM: '60' })
    await set('cmp02', { cpu: '999', purpose: 'Backup for maintenance' })
    // Without its marker it would have to bear what it holds.
    await expect(set('cmp02', { purpose: 'growth' })).rejects.toThrow('999 vCPU asked, 64 vCPU free')
  })

  test('goes by the day of the site, where it may be tomorrow already', async () => {
    const config = { ...defaultConfig, site: { ...defaultConfig.site, timeZone: 'Asia/Jakarta' } }
    place = { ...place, config }
    await expect(set('cmp01', { until: '2026-11-22' })).rejects.toThrow('it is 2026-11-23')
  })

  test('makes the file where there is none, and touches none that is not JSON', async () => {
    const file = join(place.dataDir, 'reserved.json')
    await writeFile(file, '{"cmp01": {"CPU": ')
    await expect(set('cmp01', { cpu: '1' })).rejects.toThrow('reserved.json, line 1')
    expect(await readFile(file, 'utf8')).toBe('{"cmp01": {"CPU": ')
    await writeFile(file, '{}')
    await set('cmp01', { cpu: '1' })
    expect(await readFile(file, 'utf8')).toBe(
      '{\n    "cmp01": {\n        "CPU": "1",\n        "RAM": "",\n        "Kebutuhan": ""\n    }\n}\n',
    )
  })
})

test('clear takes one away, also of a host that is gone', async () => {
  await clearReservation('gone', place)
  const { gone: _gone, ...rest } = KEPT
  expect(await readReserved()).toEqual(rest)
  await expect(clearReservation('cmp9', place)).rejects.toThrow(
    /no reservation of "cmp9"; the nearest are cmp0/,
  )
})

describe('import', () => {
  test('changes what the file names', async () => {
    const { hosts } = await load({
      cmp01: { CPU: 8 },
      cmp02: { CPU: '', RAM: '4', Kebutuhan: 'y', Until: '2027-01-01' },
      gone: null,
    })
    const { gone: _gone, ...rest } = KEPT
    expect(await readReserved()).toEqual({
      ...rest,
      cmp01: { ...KEPT.cmp01, CPU: 8 },
      cmp02: { CPU: '', RAM: '4', Kebutuhan: 'y', Until: '2027-01-01' },
    })
    expect(hosts.toSorted()).toEqual(['cmp01', 'cmp02', 'gone'])
  })

  test('drops what the file does not have only where it is told to, and asks nothing of what is in the data already', async () => {
    await load({ gone: KEPT.gone, broken: KEPT.broken, cmp01: { CPU: '1' } }, { replace: true })
    expect(await readReserved()).toEqual({
      gone: KEPT.gone,
      broken: KEPT.broken,
      cmp01: { ...KEPT.cmp01, CPU: '1' },
    })
  })

  test('reports every wrong entry, and takes none', async () => {
    const refused = await load({
      cmp01: { CPU: '1' },
      cmp3: { CPU: '1' },
      cmp02: { CPU: 'x', RAM: -1, Until: 'soon' },
      broken: 4,
    }).catch((error: Error) => error.message)
    expect(refused).toContain('Nothing was imported, since 5 entries are wrong in new.json')
    expect(refused).toContain('no host "cmp3"')
    expect(refused).toContain('cmp02: CPU "x" is not a number')
    expect(refused).toContain('cmp02: RAM "-1" is not a number of GiB')
    expect(refused).toContain('cmp02: Until "soon" is not a day')
    expect(refused).toContain('no host "broken"')
    await expect(load({ cmp01: { CPU: '61', Until: '2026-01-01' } })).rejects.toThrow(
      /Until 2026-01-01 is over.*\n.*61 vCPU asked, 60 vCPU free/,
    )
    await expect(load('[1]')).rejects.toThrow('expected the format of reserved.json')
    await expect(load('{"a"')).rejects.toThrow('new.json, line 1')
    expect(await readReserved()).toEqual(KEPT)
    await load({ cmp01: { CPU: '61' } }, { force: true })
    expect((await readReserved())['cmp01']).toEqual({ ...KEPT.cmp01, CPU: '61' })
  })
})

test('the list has every reservation with what is free and left, marks what expired, and steers no terminal', async () => {
  await writeFile(
    join(place.dataDir, 'reserved.json'),
    JSON.stringify({
      ...KEPT,
      cmp02: { CPU: 2, Kebutuhan: 'evil\u001b[2J\u202e', Until: '2026-03-03', Owner: 'ann' },
    }),
  )
  const listed = listReservations(await loadReservedCloud(place.dataDir, defaultConfig))
  expect(listed).toMatchObject([
    {
      host: 'cmp01',
      state: 'reserved',
      freeVcpus: 60,
      vcpusAfter: 58,
      freeMemoryMb: 61_440,
      memoryMbAfter: 53_248,
    },
    { host: 'cmp02', state: 'reserved', expired: true, freeVcpus: 64, vcpusAfter: 62 },
    { host: 'gone', state: 'unknown host', freeVcpus: null, vcpusAfter: null },
  ])
  const text = formatReservations(listed)
  expect(text).toContain('expired 3 Mar 2026')
  expect(text).toContain('evil<RLO>')
  expect(text).not.toContain('\u001b')
})

describe('beside other runs', () => {
  test('waits for none: it is refused, and says who holds the lock', async () => {
    await withLock(place.dataDir, async () => {
      await expect(set('cmp01', { cpu: '1' })).rejects.toThrow(LockedError)
      await expect(set('cmp01', { cpu: '1' })).rejects.toThrow(`process ${process.pid}`)
    })
  })

  test('a collection and changes at once: each is refused or kept, and none is lost', async () => {
    await collectTiny(place.dataDir, 'cmp01')
    let refusedInside = 0
    await collectTiny(place.dataDir, 'cmp01', async () => {
      await set('cmp01', { owner: 'inside' }).catch((error: unknown) => {
        expect(error).toBeInstanceOf(LockedError)
        refusedInside += 1
      })
    })
    expect(refusedInside).toBeGreaterThan(3)
    expect(await readReserved()).toEqual(KEPT)
    await set('cmp01', { owner: 'after' })
    await collectTiny(place.dataDir, 'cmp01')
    expect((await readReserved())['cmp01']).toEqual({ ...KEPT.cmp01, Owner: 'after' })
  })

  test('of many changes at once each that was not refused is in the file', async () => {
    const keys = Array.from({ length: 12 }, (_, index) => `owner-${index}`)
    const results = await Promise.allSettled(
      keys.map((owner, index) => set(index % 2 === 0 ? 'cmp01' : 'cmp02', { owner })),
    )
    const done = keys.filter((_, index) => results[index]?.status === 'fulfilled')
    expect(done.length).toBeGreaterThan(0)
    const after = await readReserved()
    const last = (parity: number) => done.filter((key) => keys.indexOf(key) % 2 === parity).at(-1)
    if (last(0)) expect(done).toContain((after['cmp01'] as { Owner: string }).Owner)
    if (last(1)) expect(done).toContain((after['cmp02'] as { Owner: string }).Owner)
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(LockedError)
    }
  })
})

describe('the command', () => {
  const run = (words: string[], input = '') =>
    execa(
      process.execPath,
      [join(import.meta.dirname, '../../collector/aether.js'), 'reserve', ...words, '--data', place.dataDir],
      {
        cwd: place.dataDir,
        reject: false,
        input,
      },
    )

  test('sets, lists as JSON lines and imports from standard input', async () => {
    const done = await run(['set', 'cmp01', '--cpu', '8', '--purpose', "it's $HOME"])
    expect(done).toMatchObject({ exitCode: 0, stdout: '' })
    expect(done.stderr).toContain('The site shows it after the next "aether build" or "aether refresh".')
    const imported = await run(['import', '-', '--json'], '{"cmp02": {"CPU": "3"}}')
    expect(JSON.parse(imported.stdout.split('\n')[0] ?? '')).toMatchObject({
      event: 'reservation',
      host: 'cmp02',
      vcpus: 3,
    })
    const listed = (await run(['list', '--json'])).stdout
      .split('\n')
      .map((line) => JSON.parse(line) as object)
    expect(listed).toMatchObject([
      { host: 'cmp01', purpose: "it's $HOME" },
      { host: 'cmp02' },
      { host: 'gone' },
    ])
    expect(await run(['clear', 'gone', '--quiet'])).toMatchObject({ exitCode: 0, stdout: '', stderr: '' })
  })

  test.each([
    [['lst'], 'did you mean "list"?'],
    [['set', '--cpu', '1'], 'needs a HOST'],
    [['list', '--cpu', '1'], 'takes no --cpu'],
    [['import', 'missing.json'], 'missing.json cannot be read'],
    [['set', 'cmp01', '--cpu', '-1'], '--cpu takes a whole number'],
  ])('%j is a usage error', async (words, message) => {
    const { exitCode, stderr } = await run(words)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(message)
  })
})
