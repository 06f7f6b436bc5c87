import { expect, test } from 'vitest'
import { deriveCloud } from '../../src/lib/cloud.ts'
import { loadConfig, loadSnapshot } from '../../src/lib/snapshot.ts'
import { summariseCloud } from '../../src/lib/summary.ts'
import {
  evaluate,
  numbersOf,
  readCapacityPage,
  readHandFigures,
  readHandTable,
} from '../support/capacity-by-hand.ts'

const page = await readCapacityPage()
const figures = readHandFigures(page)
const folder = new URL('../fixtures/earlier-tool', import.meta.url).pathname
const cloud = deriveCloud(await loadSnapshot(folder), await loadConfig(null))
const summary = numbersOf(summariseCloud(cloud, 'CLOUD'))
const written = new Intl.NumberFormat('en', { maximumFractionDigits: 3 })

test('the way sums are read', () => {
  expect(evaluate('2 * 3 + 4 - 6 / 2')).toBe(7)
  expect(evaluate('1,024 * 2 - 1')).toBe(2047)
})

test.each(figures)('$path is $sum', ({ path, sum, written: result }) => {
  const computed = summary.get(path)
  expect(result).toBe(written.format(computed ?? NaN))
  expect(Math.abs(evaluate(sum) / (computed ?? NaN) - 1)).toBeLessThan(1e-9)
})

test('every figure that is not 0 is worked out, once', () => {
  const paths = figures.map(({ path }) => path)
  expect(new Set(paths).size).toBe(paths.length)
  const missing = [...summary].filter(([path, value]) => value !== 0 && !paths.includes(path))
  expect(missing).toEqual([['schema', 1]])
})

test('the tables of tiers add up by the formulas', () => {
  for (const heading of ['vCPU', 'Memory, MiB']) {
    const rows = readHandTable(page, heading)
    expect(rows.map(({ name }) => name)).toEqual([
      'Dedicated',
      'Shared 1:4',
      'Shared 1:8',
      'All shared',
      'Total',
    ])
    for (const { cells } of rows) {
      const [, capacity = 0, used = 0, , available = 0, reserved = 0, maintenance = 0, final] = cells
      expect(available).toBe(capacity - used)
      expect(final).toBe(available - reserved - maintenance)
    }
    const [dedicated, four, eight, shared, total] = rows.map(({ cells }) => cells)
    expect(shared).toEqual(four?.map((cell, index) => cell + (eight?.[index] ?? NaN)))
    expect(total).toEqual(shared?.map((cell, index) => cell + (dedicated?.[index] ?? NaN)))
  }
})
