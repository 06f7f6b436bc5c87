import { expect, test } from 'vitest'
import {
  findGaps,
  isLogged,
  namesWithin,
  parseChangeQuestion,
  resolveChangeTimes,
  serialiseChangeQuestion,
} from '../../src/lib/change-range.ts'

const names = [
  '2026-11-20T061100Z',
  '2026-11-21T041100Z',
  '2026-11-21T061100Z',
  '2026-11-22T041100Z',
  '2026-11-22T061100Z',
]
const [oldest = '', dayBefore = '', sameHour = '', previous = '', name = ''] = names
const start = '2026-11-19T061100Z'
const log = { start, names, intervalMinutes: 120 }
const own = { name, previous }

function times(search: string) {
  return resolveChangeTimes(parseChangeQuestion(search), own, log)
}

test('an address asks what it says, and what is no time asks nothing', () => {
  expect(times('')).toEqual({ from: previous, to: name })
  expect(times(`?from=${oldest}`)).toEqual({ from: oldest, to: name })
  expect(times(`?from=${oldest}&to=${dayBefore}`)).toEqual({ from: oldest, to: dayBefore })
  expect(times(`?from=${dayBefore}&to=${oldest}`)).toEqual({ from: oldest, to: dayBefore })
  // One end alone goes with the collection before it, and not with the page's own.
  expect(times(`?to=${sameHour}`)).toEqual({ from: dayBefore, to: sameHour })
  expect(times(`?to=${oldest}`)).toEqual({ from: start, to: oldest })
  expect(times(`?to=${start}`)).toBeNull()
  const older = '2026-11-18T061100Z'
  expect(resolveChangeTimes(parseChangeQuestion(`?to=${start}`), own, log, [older, name])).toEqual({
    from: older,
    to: start,
  })
  for (const broken of [
    '?from=yesterday&to=now',
    '?from=2026-02-30T000000Z',
    '?range=toString',
    '?from=../../x',
  ]) {
    expect(times(broken)).toEqual({ from: previous, to: name })
  }
  expect(times(`?from=${name}&to=${name}`)).toBeNull()
  expect(
    resolveChangeTimes(parseChangeQuestion(''), { name, previous: null }, { start: null, names: [name] }),
  ).toBeNull()
})

test('a span begins with the newest collection that is as old, or else with the oldest', () => {
  expect(times('?range=24h')).toEqual({ from: sameHour, to: name })
  expect(times('?range=7d')).toEqual({ from: start, to: name })
  expect(times('?range=all')).toEqual({ from: start, to: name })
})

test('an address is written back as it was read, beside what else stands in it', () => {
  const search = `?q=web&from=${oldest}&to=${dayBefore}&list=each`
  const question = parseChangeQuestion(search)
  expect(parseChangeQuestion(serialiseChangeQuestion(question, search))).toEqual(question)
  expect(new URLSearchParams(serialiseChangeQuestion(question, search)).get('q')).toBe('web')
  const none = { from: null, to: null, span: null, each: false }
  expect(serialiseChangeQuestion(none, search)).toBe('?q=web')
  expect(serialiseChangeQuestion({ ...none, span: '7d' }, '')).toBe('?range=7d')
})

test('the log answers where it has both ends, its first collection’s predecessor included', () => {
  expect(isLogged({ from: start, to: name }, log)).toBe(true)
  expect(isLogged({ from: '2026-11-18T061100Z', to: name }, log)).toBe(false)
  expect(isLogged({ from: oldest, to: '2026-11-21T050000Z' }, log)).toBe(false)
  expect(namesWithin({ from: oldest, to: sameHour }, names)).toEqual([dayBefore, sameHour])
})

test('a gap is longer than one and a half times what is usual', () => {
  const hours = (...list: number[]) => list.map((hour) => `2026-11-22T${String(hour).padStart(2, '0')}1100Z`)
  const regular = { start: null, names: hours(0, 2, 4, 9, 11, 13), intervalMinutes: 120 }
  expect(findGaps({ from: '2026-11-22T001100Z', to: '2026-11-22T131100Z' }, regular)).toEqual([
    { from: '2026-11-22T041100Z', to: '2026-11-22T091100Z' },
  ])
  expect(findGaps({ from: '2026-11-22T091100Z', to: '2026-11-22T131100Z' }, regular)).toEqual([])
  // Somebody collects every five hours, whatever the configuration says.
  const slow = { start: null, names: hours(0, 5, 10, 15, 20), intervalMinutes: 120 }
  expect(findGaps({ from: '2026-11-22T001100Z', to: '2026-11-22T201100Z' }, slow)).toEqual([])
})
