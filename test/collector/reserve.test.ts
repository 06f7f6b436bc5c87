import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { execa } from 'execa'
import { beforeEach, describe, expect, test } from 'vitest'

import { UsageError } from '../../collector/errors.ts'
import { clearReservation, importText, type Place } from '../../collector/reserve/change.ts'
import { loadReservedCloud } from '../../collector/reserve/reserved-cloud.ts'
import { applyDraft, draftEntry } from '../../src/lib/reservation-draft/draft.ts'
import { draftCommands, draftDocument, draftImport } from '../../src/lib/reservation-draft/draft-export.ts'
import { defaultConfig } from '../../src/lib/files/config.ts'
import { KEPT, makeReservedFolder, readReserved, setOn } from './support/reserved-folder.ts'

const BIN = join(import.meta.dirname, '../../collector/aether.js')

let place: Place

beforeEach(async () => {
  place = await makeReservedFolder()
})

const read = () => readReserved(place)

function set(host: string, options: Record<string, string>, force = false) {
  return setOn(place, host, options, force)
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
    expect(await read()).toEqual({
      ...KEPT,
      cmp01: { ...KEPT.cmp01, CPU: '16', Owner: 'ann', Until: '2026-11-22' },
    })
    await set('cmp01', { cpu: '0', ram: '0.5', owner: '', until: '' })
    expect(await read()).toEqual({ ...KEPT, cmp01: { ...KEPT.cmp01, CPU: '', RAM: '0.5' } })
  })

  test('keeps what of the same host it cannot read, unless it is set', async () => {
    await set('cmp02', { purpose: 'x' })
    expect((await read())['cmp02']).toEqual({ CPU: 'two', RAM: '', Kebutuhan: 'x' })
    await set('cmp02', { cpu: '2' })
    expect((await read())['cmp02']).toEqual({ CPU: '2', RAM: '', Kebutuhan: 'x' })
  })

  test.each([
    ['cmp1', { cpu: '1' }, /no host "cmp1".*nearest are cmp01 and cmp02/],
    ['cmp01', { cpu: '1.5' }, /--cpu takes a whole number/],
    ['cmp01', { cpu: '-1' }, /--cpu takes a whole number/],
    ['cmp01', { cpu: 'many' }, /--cpu takes a whole number.*"many"/],
    ['cmp01', { ram: '1e3' }, /--ram takes a number of GiB/],
    ['cmp01', { until: '2027-02-30' }, /--until takes a day of the calendar, as 2027-03-31/],
    ['cmp01', { until: '2026-11-21' }, /--until takes a day to come; 2026-11-21 is over/],
    ['cmp01', {}, /Say what to set/],
    ['cmp01', { cpu: '61' }, /61 vCPU asked, 60 vCPU free\. --force/],
    ['cmp01', { ram: '60.5' }, /60.5 GiB asked, 60 GiB free/],
  ])('refuses %s %j, and changes nothing', async (host, options, message) => {
    const before = await read()
    const refused = await set(host, options as Record<string, string>).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(UsageError)
    expect((refused as UsageError).message).toMatch(message)
    expect((refused as UsageError).exitCode).toBe(2)
    expect(await read()).toEqual(before)
  })

  test('takes all that is free, and more where it is forced or on a spare', async () => {
    await set('cmp01', { cpu: '60', ram: '60' })
    await set('cmp01', { cpu: '61' }, true)
    expect((await read())['cmp01']).toMatchObject({ CPU: '61', RAM: '60' })
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
  expect(await read()).toEqual(rest)
  await expect(clearReservation('cmp9', place)).rejects.toThrow(
    /no reservation of "cmp9"; the nearest are cmp0/,
  )
})

describe('import', () => {
  test('refuses two entries of one host, and names their lines', async () => {
    await expect(load('{"cmp01": {"CPU": "1"},\n"cmp02": {},\n"cmp01": {"CPU": "2"}}')).rejects.toThrow(
      'new.json has more than one entry of "cmp01" (lines 1 and 3). Keep one.',
    )
    expect(await read()).toEqual(KEPT)
  })

  test('changes what the file names', async () => {
    const { hosts } = await load({
      cmp01: { CPU: 8 },
      cmp02: { CPU: '', RAM: '4', Kebutuhan: 'y', Until: '2027-01-01' },
      gone: null,
    })
    const { gone: _gone, ...rest } = KEPT
    expect(await read()).toEqual({
      ...rest,
      cmp01: { ...KEPT.cmp01, CPU: '8' },
      cmp02: { CPU: '', RAM: '4', Kebutuhan: 'y', Until: '2027-01-01' },
    })
    expect(hosts.toSorted()).toEqual(['cmp01', 'cmp02', 'gone'])
  })

  test('drops what the file does not have only where it is told to, and asks nothing of what is in the data already', async () => {
    await load({ gone: KEPT.gone, broken: KEPT.broken, cmp01: { CPU: '1' } }, { replace: true })
    expect(await read()).toEqual({
      gone: KEPT.gone,
      broken: KEPT.broken,
      cmp01: { ...KEPT.cmp01, CPU: '1' },
    })
  })

  test('takes the file of a draft, which does what its commands and its whole file do', async () => {
    const { hosts, rules, document } = await loadReservedCloud(place.dataDir, place.config)
    const [first, second] = hosts
    if (!first || !second) throw new Error('There are two hosts.')
    const entry = { vcpus: 61, memoryMb: 512, purpose: "it's\n$HOME", owner: 'ann', until: '2027-01-01' }
    const none = { vcpus: 0, memoryMb: 0, purpose: '', owner: '', until: '' }
    const draft = draftEntry(draftEntry([], first, entry), second, { ...none, vcpus: 3 })
    const whole: unknown = JSON.parse(draftDocument(document, draft))
    const commands = draftCommands(draft, hosts, applyDraft(hosts, draft, rules))

    await expect(load(draftImport(draft))).rejects.toThrow('61 vCPU asked, 60 vCPU free')
    await load(draftImport(draft), { force: true })
    expect(await read()).toEqual(whole)

    await writeFile(join(place.dataDir, 'reserved.json'), JSON.stringify(KEPT))
    const aether = `aether() { '${process.execPath}' '${BIN}' "$@" --data '${place.dataDir}'; }`
    await execa('sh', ['-e', '-c', `${aether}\n${commands}`], { cwd: place.dataDir })
    expect(await read()).toEqual(whole)
  })

  test('reports every wrong entry, and takes none', async () => {
    const refused = await load({
      cmp01: { CPU: '1' },
      cmp3: { CPU: '1' },
      cmp02: { CPU: 'x', RAM: -1, Until: 'soon' },
      broken: 4,
    }).catch((error: Error) => error.message)
    expect(refused).toContain('Nothing was imported, since 3 entries are wrong in new.json')
    expect(refused).toContain('no host "cmp3"')
    expect(refused).toContain('cmp02: CPU "x" is not an amount')
    expect(refused).toContain('cmp02: RAM "-1" is not an amount of GiB')
    expect(refused).toContain('cmp02: Until "soon" is not a day')
    expect(refused).toContain('no host "broken"')
    await expect(load({ cmp01: { CPU: '61', Until: '2026-01-01' } })).rejects.toThrow(
      /Until 2026-01-01 is over.*\n.*61 vCPU asked, 60 vCPU free/,
    )
    await expect(
      load({ cmp9: { CPU: 'x' }, cmp01: { CPU: '-1', Until: '2026-01-01', RAM: '61' } }),
    ).rejects.toThrow(
      /2 entries.*\n.*no host "cmp9".*\n.*cmp9: CPU "x".*\n.*CPU "-1".*\n.*2026-01-01 is over.*\n.*61 GiB asked/,
    )
    await expect(load('[1]')).rejects.toThrow('expected the format of reserved.json')
    await expect(load('{"a"')).rejects.toThrow('new.json, line 1')
    expect(await read()).toEqual(KEPT)
    await load({ cmp01: { CPU: '61' } }, { force: true })
    expect((await read())['cmp01']).toEqual({ ...KEPT.cmp01, CPU: '61' })
  })
})
