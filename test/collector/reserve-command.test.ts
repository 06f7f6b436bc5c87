import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { execa } from 'execa'
import { beforeEach, describe, expect, test } from 'vitest'

import { LockedError } from '../../collector/errors.ts'
import type { Place } from '../../collector/reserve/change.ts'
import { formatReservations, listReservations } from '../../collector/reserve/list.ts'
import { loadReservedCloud } from '../../collector/reserve/reserved-cloud.ts'
import { withLock } from '../../collector/store/lock.ts'
import { defaultConfig } from '../../src/lib/files/config.ts'
import { KEPT, makeReservedFolder, readReserved, setOn } from './support/reserved-folder.ts'
import { collectTiny } from './support/tiny-collection.ts'

let place: Place

beforeEach(async () => {
  place = await makeReservedFolder()
})

const read = () => readReserved(place)

function set(host: string, options: Record<string, string>) {
  return setOn(place, host, options)
}

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
    expect(await read()).toEqual(KEPT)
    await set('cmp01', { owner: 'after' })
    await collectTiny(place.dataDir, 'cmp01')
    expect((await read())['cmp01']).toEqual({ ...KEPT.cmp01, Owner: 'after' })
  })

  test('of many changes at once each that was not refused is in the file', async () => {
    const keys = Array.from({ length: 12 }, (_, index) => `owner-${index}`)
    const results = await Promise.allSettled(
      keys.map((owner, index) => set(index % 2 === 0 ? 'cmp01' : 'cmp02', { owner })),
    )
    const done = keys.filter((_, index) => results[index]?.status === 'fulfilled')
    expect(done.length).toBeGreaterThan(0)
    const after = await read()
    for (const [parity, host] of [
      [0, 'cmp01'],
      [1, 'cmp02'],
    ] as const) {
      const own = done.filter((key) => keys.indexOf(key) % 2 === parity)
      if (own.length > 0) expect(own).toContain((after[host] as { Owner?: string }).Owner)
    }
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

  test('lists beside what of the file counts as none, and names what an import clears', async () => {
    const listed = await run(['list'])
    expect(listed.stderr).toContain(
      'reserved.json, line 1: cmp02: CPU "two" is not an amount; it counts as none.',
    )
    expect(listed.stderr).toContain('broken: expected an object')
    expect((await run(['list', '--json'])).stderr).toBe(listed.stderr)
    const imported = await run(['import', '-', '--replace'], '{"cmp01": {"CPU": "3"}}')
    expect(imported.stderr).toContain('Cleared: gone, broken, cmp02.')
  })

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
