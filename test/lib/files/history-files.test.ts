import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDays, readDaysBytes, serialiseDays } from '../../../src/lib/files/history-days.ts'
import { parseEntry, serialiseEntry } from '../../../src/lib/files/history-entry.ts'
import { parseEvents, serialiseEvents } from '../../../src/lib/files/history-events.ts'
import {
  cutTotals,
  type HistoryTotals,
  parseTotals,
  serialiseTotals,
} from '../../../src/lib/files/history-totals.ts'
import { makeTotals } from '../../history/make-totals.ts'

const fixtures = join(import.meta.dirname, '../../fixtures/history')

function readFixture(name: string): Promise<string> {
  return readFile(join(fixtures, name), 'utf8')
}

const figure = fc.nat(1000)
const names = fc.constantFrom('a', 'b', '__proto__', 'constructor', 'x|"y"\n', '🦊')
const collections = fc.array(
  fc.record({
    projects: fc.uniqueArray(fc.tuple(names, fc.tuple(figure, figure, figure, figure, figure)), {
      selector: ([name]) => name,
    }),
    hosts: fc.uniqueArray(fc.tuple(names, fc.tuple(figure, figure)), { selector: ([name]) => name }),
  }),
  { minLength: 1, maxLength: 6 },
)

/** Lines as they are appended, each with what differs from the one before. */
function serialiseAll(all: readonly HistoryTotals[]): string {
  return all.map((totals, index) => serialiseTotals(totals, all[index - 1] ?? null)).join('')
}

describe('totals', () => {
  test('come back whole from lines that say only what differs, whatever projects and hosts are called', () => {
    fc.assert(
      fc.property(collections, (lists) => {
        const all = lists.map(({ projects, hosts }, index) => ({
          ...makeTotals(`2026-11-0${index + 1}T00:00:00Z`),
          projects: Object.fromEntries(projects),
          hosts: Object.fromEntries(hosts),
        }))
        const { value, problems } = parseTotals(serialiseAll(all), 'totals.jsonl')
        expect(problems).toEqual([])
        expect(value).toEqual(all)
        for (const [index, { projects }] of value.entries())
          expect(Object.keys(projects).toSorted()).toEqual(
            lists[index]?.projects.map(([name]) => name).toSorted(),
          )
      }),
    )
  })

  test('say of what stays the same nothing', () => {
    const [first, second] = [makeTotals('2026-11-01T00:00:00Z'), makeTotals('2026-11-01T02:00:00Z')]
    expect(JSON.parse(serialiseTotals(second, first))).toMatchObject({ projects: {}, hosts: {}, delta: true })
  })

  test('of another version and broken lines are named with their line, and the others are read', () => {
    const text = `${serialiseTotals(makeTotals('2026-11-01T00:00:00Z'), null)}{"schema":2,"at":"2026-11-01T02:00:00Z"}\n{"sche\n\n{"schema":1,"at":7}\n`
    const { value, problems } = parseTotals(text, 'history/2026-11/totals.jsonl')
    expect(value.map(({ at }) => at)).toEqual(['2026-11-01T00:00:00Z'])
    expect(problems.map(({ file, line }) => `${file}:${line}`)).toEqual(
      [2, 3, 5].map((line) => `history/2026-11/totals.jsonl:${line}`),
    )
    expect(problems[0]?.reason).toContain('expected schema 1, found 2')
    expect(problems[1]?.reason).toContain('not valid JSON')
    expect(problems[2]?.reason).toContain('at: expected string')
  })
})

describe('the last lines of a file', () => {
  const times = ['01T00', '01T12', '02T00', '02T12', '03T00'].map((time) => `2026-11-${time}:00:00Z`)
  const all = times.map((at, index) => ({
    ...makeTotals(at, index),
    projects: { ops: [index, 6, 12_288, 1, 40] as [number, number, number, number, number] },
  }))
  // The first of each day stands for itself.
  const text = all
    .map((line, index) => serialiseTotals(line, index % 2 === 0 ? null : (all[index - 1] ?? null)))
    .join('')

  test('are complete, though most say only what differs', () => {
    const since = (at: string) => parseTotals(cutTotals(text, Date.parse(at)), '').value
    expect(since('2026-11-02T06:00:00Z')).toEqual(all.slice(2))
    expect(since('2026-11-02T00:00:00Z')).toEqual(all.slice(2))
    expect(since('2026-11-02T13:00:00Z')).toEqual(all.slice(4))
    expect(since('2025-01-01T00:00:00Z')).toEqual(all)
    expect(parseTotals(cutTotals(text, Infinity), '').value).toEqual(all.slice(4))
    const untilNoon = text.split('\n').slice(0, 4).join('\n')
    expect(parseTotals(cutTotals(untilNoon, Infinity), '').value).toEqual(all.slice(2, 4))
    expect(cutTotals('', Infinity)).toBe('')
  })

  test('have their numbers where one cannot be read', () => {
    const { value, problems } = parseTotals(
      cutTotals(`${text}{"sche\n`, Date.parse('2026-11-03T00:00:00Z')),
      '',
    )
    expect(value).toEqual(all.slice(4))
    expect(problems).toMatchObject([{ line: 6 }])
  })
})

describe('days', () => {
  const lines = ['2026-10-01T02:00:00Z', '2026-10-01T04:00:00Z', '2026-10-02T02:00:00Z'].map((at, index) => {
    const totals = makeTotals(at)
    return { ...totals, total: { ...totals.total, vcpu: { ...totals.total.vcpu, used: 100 - index * 10 } } }
  })

  test('have what is used at its most, and the rest of the last collection', () => {
    const days = parseDays(serialiseDays(lines, 7), 'days.jsonl', 7)
    expect(days?.map(({ at, total }) => [at, total.vcpu.used])).toEqual([
      ['2026-10-01T04:00:00Z', 100],
      ['2026-10-02T02:00:00Z', 80],
    ])
    expect(days?.[0]).toMatchObject({ projects: lines[1]?.projects, hosts: {} })
  })

  test('are not taken where they are of another totals.jsonl, or cut', () => {
    const text = serialiseDays(lines, 7)
    expect(readDaysBytes(text)).toBe(7)
    expect(parseDays(text, 'days.jsonl', 8)).toBeNull()
    expect(parseDays(text.slice(0, -30), 'days.jsonl', 7)).toBeNull()
    expect(parseDays(`${text}{"schema":2}\n`, 'days.jsonl', 7)).toBeNull()
    expect(parseDays('', 'days.jsonl', 0)).toBeNull()
  })

  test('count a part by the collections that read it, and name one that none did', () => {
    const stale = (line: HistoryTotals | undefined, parts: string[]) => ({
      ...(line ?? makeTotals('')),
      stale: Object.fromEntries(parts.map((part) => [part, '2026-09-30T00:00:00Z'])),
    })
    const [first, second] = lines
    const oneFresh = parseDays(
      serialiseDays([stale(first, ['providers', 'storage']), stale(second, ['storage'])], 1),
      '',
      1,
    )
    expect(oneFresh?.[0]).toMatchObject({
      stale: { storage: '2026-09-30T00:00:00Z' },
      total: { vcpu: { used: 90 } },
    })
    const lastStale = parseDays(serialiseDays([stale(first, []), stale(second, ['hypervisors'])], 1), '', 1)
    expect(lastStale?.[0]).toMatchObject({ at: second?.at, stale: {}, total: { vcpu: { used: 100 } } })
  })
})

describe('what version 1 wrote is read by every later one', () => {
  test('totals.jsonl', async () => {
    const { value, problems } = parseTotals(await readFixture('totals.jsonl'), '')
    expect(problems).toEqual([])
    expect(value.map(({ at, hosts }) => [at, hosts])).toEqual([
      ['2026-11-22T04:11:00Z', { cmp01: [20, 40960], cmp02: [4, 8192] }],
      ['2026-11-22T06:11:00Z', { cmp01: [24, 49152] }],
    ])
    expect(value[1]?.projects).toEqual({ ops: [3, 6, 12288, 1, 40], dev: [1, 2, 4096, 0, 0] })
  })

  test('events.jsonl', async () => {
    const text = await readFixture('events.jsonl')
    const { value, problems } = parseEvents(text, '')
    expect(problems).toEqual([])
    expect(value.map(({ previous, events }) => [previous, events.map(({ kind }) => kind)])).toEqual([
      [null, []],
      ['2026-11-22T04:11:00Z', ['resized', 'attached', 'removed']],
    ])
    expect(value.map(serialiseEvents).join('')).toBe(text)
  })

  test('days.jsonl', async () => {
    expect(parseDays(await readFixture('days.jsonl'), '', 1234)?.map(({ at }) => at)).toEqual([
      '2026-10-31T22:11:00Z',
    ])
  })

  test('history.json', async () => {
    const text = await readFixture('history.json')
    const { value } = parseEntry(text)
    expect(value).toMatchObject({
      totals: { at: '2026-11-22T06:11:00Z' },
      changes: { previous: '2026-11-22T04:11:00Z' },
    })
    expect(serialiseEntry(value)).toBe(text)
    expect(() => parseEntry(text.slice(0, -9))).toThrow('history.json')
  })
})
