import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { rollUpMonths } from '../../collector/history/roll-up.ts'
import { serialiseEntry } from '../../src/lib/files/history-entry.ts'
import { type ChangeEvent, type HistoryChanges, serialiseEvents } from '../../src/lib/files/history-events.ts'
import { serialiseTotals } from '../../src/lib/files/history-totals.ts'
import { loadHistory } from '../../src/lib/history.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import { makeTotals } from './make-totals.ts'

const DAY = 86_400_000

let folder: string
beforeEach(async () => {
  folder = join(await makeTemporaryFolder('history'), 'history')
})

function makeChanges(at: string, events: ChangeEvent[] = []): HistoryChanges {
  return { schema: 1, at, previous: null, notCompared: {}, events }
}

function makeEvents(count: number): ChangeEvent[] {
  const event = { subject: 'host', kind: 'added', name: '', project: null, host: null, fields: {} } as const
  return Array.from({ length: count }, (_, index) => ({ ...event, id: String(index) }))
}

/** One collection at each time, in the order given. */
async function write(
  times: readonly string[],
  eventsOf: (at: string) => ChangeEvent[] = () => [],
): Promise<void> {
  for (const [month, group] of Map.groupBy(times, (at) => at.slice(0, 7))) {
    await mkdir(join(folder, month), { recursive: true })
    const totals = group.map((at, index) => makeTotals(at, index % 60))
    const lines = totals.map((line, index) =>
      serialiseTotals(line, index % 3 === 0 ? null : (totals[index - 1] ?? null)),
    )
    await writeFile(join(folder, month, 'totals.jsonl'), lines.join(''))
    const events = group.map((at) => serialiseEvents(makeChanges(at, eventsOf(at))))
    await writeFile(join(folder, month, 'events.jsonl'), events.join(''))
  }
}

/** The last `days` days to 22 November 2026, 06:11 UTC, with so many collections a day. */
function timesOf(days: number, perDay: number): string[] {
  const end = Date.parse('2026-11-22T06:11:00Z')
  const count = days * perDay + 1
  return Array.from(
    { length: count },
    (_, index) => `${new Date(end - ((count - 1 - index) * DAY) / perDay).toISOString().slice(0, 19)}Z`,
  )
}

async function writePending(at: string): Promise<string> {
  const file = join(folder, '..', 'history.json')
  await writeFile(file, serialiseEntry({ schema: 1, totals: makeTotals(at, 50), changes: makeChanges(at) }))
  return file
}

test('without a folder, or with an empty one, there is none', async () => {
  const none = { recent: [], daily: [], changes: [], problems: [] }
  expect(await loadHistory(null, null)).toEqual(none)
  expect(await loadHistory(folder, null)).toEqual(none)
  await mkdir(join(folder, '2026-11'), { recursive: true })
  expect(await loadHistory(folder, null)).toEqual(none)
})

test('the entry of the snapshot that is built is the last, and once only where it is recorded already', async () => {
  await write(['2026-11-22T04:11:00Z', '2026-11-22T06:11:00Z'])
  for (const at of ['2026-11-22T06:11:00Z', '2026-11-22T08:11:00Z']) {
    const history = await loadHistory(folder, await writePending(at))
    const [recent, changes] = [history.recent, history.changes].map((list) => list.map((line) => line.at))
    expect([recent?.at(-1), changes?.at(-1)]).toEqual([at, at])
    expect(new Set(recent).size).toBe(recent?.length)
    expect(history.daily.at(-1)).toMatchObject({ at, total: { vcpu: { used: 50 } } })
  }
})

test('a clock that jumped: lines are sorted, and what is dated later than this snapshot is left out', async () => {
  await write([
    '2026-11-22T04:11:00Z',
    '2036-01-01T00:00:00Z',
    '2026-11-20T00:00:00Z',
    '2026-11-22T06:11:00Z',
    '2026-11-25T00:00:00Z',
  ])
  const { recent, changes } = await loadHistory(folder, await writePending('2026-11-22T08:11:00Z'))
  const expected = [
    '2026-11-20T00:00:00Z',
    '2026-11-22T04:11:00Z',
    '2026-11-22T06:11:00Z',
    '2026-11-22T08:11:00Z',
  ]
  expect(recent.map(({ at }) => at)).toEqual(expected)
  expect(changes.map(({ at }) => at)).toEqual(expected)
})

describe('five years of collections', () => {
  beforeEach(() => write(timesOf(5 * 365, 2)))

  test('are 31 days in full, 800 days by the day, and weeks before that', async () => {
    const { recent, daily, changes, problems } = await loadHistory(folder, null)
    expect(problems).toEqual([])
    expect(recent).toHaveLength(31 * 2 + 1)
    expect(recent[0]?.at).toBe('2026-10-22T06:11:00Z')
    // Since the first of October.
    expect(changes).toHaveLength(52 * 2 + 1)
    const steps = daily.slice(1).map(({ at }, index) => Date.parse(at) - Date.parse(daily[index]?.at ?? ''))
    const days = daily.filter(({ at }) => Date.parse(at) > Date.parse('2024-09-14T00:00:00Z'))
    expect(days.length).toBeGreaterThan(798)
    expect(days.length).toBeLessThan(802)
    expect(Math.max(...steps)).toBe(7 * DAY)
    expect(daily.length - days.length).toBeLessThan(150)
    expect(steps.every((step) => step > 0)).toBe(true)
  })

  test('give the changes of 31 days, also where the month before was shorter', async () => {
    const { changes } = await loadHistory(folder, await writePending('2026-03-01T06:11:00Z'))
    expect(changes[0]?.at).toBe('2026-01-29T06:11:00Z')
  })

  test('are read by the days of the months that are over, whose lines nobody reads again', async () => {
    const before = await loadHistory(folder, null)
    await rollUpMonths(folder)
    const months = (await readdir(folder)).toSorted()
    for (const month of months.slice(0, -3)) {
      const path = join(folder, month, 'totals.jsonl')
      await writeFile(path, '#'.repeat((await readFile(path)).length))
    }
    expect(await loadHistory(folder, null)).toEqual(before)
  })

  test('a month that was added to after it was over is rolled up again', async () => {
    await rollUpMonths(folder)
    const path = join(folder, '2026-01/totals.jsonl')
    const text = await readFile(path, 'utf8')
    await writeFile(path, text + serialiseTotals(makeTotals('2026-01-15T23:00:00Z', 64), null))
    const added = await loadHistory(folder, null)
    expect(added.daily.find(({ at }) => at === '2026-01-15T23:00:00Z')?.total.vcpu.used).toBe(64)
    const days = join(folder, '2026-01/days.jsonl')
    const old = await readFile(days, 'utf8')
    await rollUpMonths(folder)
    expect(await readFile(days, 'utf8')).not.toBe(old)
    expect(await loadHistory(folder, null)).toEqual(added)
  })
})

test('more events than 50,000 are not kept in memory: whole collections, from the newest back', async () => {
  const times = timesOf(1, 3)
  await write(times, () => makeEvents(20_000))
  const { changes } = await loadHistory(folder, null)
  expect(changes.map(({ at }) => at)).toEqual(times.slice(-2))
})

test('what cannot be read is named and keeps the rest', async () => {
  await write(['2026-10-01T00:00:00Z', '2026-11-22T04:11:00Z'])
  await rm(join(folder, '2026-10/totals.jsonl'))
  await mkdir(join(folder, '2026-10/totals.jsonl'))
  await writeFile(join(folder, '2026-11/events.jsonl'), '{"schema":9}\n', { flag: 'a' })
  const { recent, changes, problems } = await loadHistory(folder, null)
  expect([recent.length, changes.length]).toEqual([1, 2])
  expect(problems.map(({ file, line }) => [file, line])).toEqual([
    ['history/2026-10/totals.jsonl', null],
    ['history/2026-11/events.jsonl', 2],
  ])
})
