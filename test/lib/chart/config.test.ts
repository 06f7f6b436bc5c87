import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { categoryToken } from '../../../src/lib/chart/category.ts'
import { chartHeight, type ChartLook, configureChart } from '../../../src/lib/chart/config.ts'
import { chooseAxisUnit, formatAmount, greatestValue } from '../../../src/lib/chart/scale.ts'
import { capacitySeries, type ChartSpec } from '../../../src/lib/chart/spec.ts'
import { tabulateChart } from '../../../src/lib/chart/table.ts'

const look: ChartLook = {
  colour: (token) => `colour of ${token}`,
  pattern: (pattern, token) => `${pattern} ${token}`,
  font: 'sans-serif',
  still: false,
}
const memory: ChartSpec = {
  title: 'Shared 1:4 has the most memory in use',
  kind: 'stacked-bar',
  horizontal: true,
  categories: ['Dedicated', 'Shared 1:4'],
  series: [
    capacitySeries('used', 'Used', [524288, 3145728]),
    capacitySeries('reserved', 'Reserved', [null, 1048576]),
  ],
  unit: 'MiB',
  links: ['allocation/', null],
}

test('amounts are drawn in the unit of the axis and told in the unit of the site', () => {
  const { data, options } = configureChart(memory, look)
  expect(data.datasets.map((set) => set.data)).toEqual([
    [0.5, 3],
    [null, 1],
  ])
  const label = options?.plugins?.tooltip?.callbacks?.label as unknown as (item: object) => string
  expect(label({ datasetIndex: 0, dataIndex: 1 })).toBe(' Used: 3 TiB')
  expect(label({ datasetIndex: 1, dataIndex: 0 })).toBe(' Reserved: unknown')
})

test('bars start at zero, lie down when asked, and wear the fills of capacity', () => {
  const { data, options } = configureChart(memory, look)
  expect(options?.indexAxis).toBe('y')
  expect(options?.scales?.x).toMatchObject({ beginAtZero: true, stacked: true })
  expect(data.datasets.map((set) => set.backgroundColor)).toEqual([
    'solid capacity-used',
    'hatched capacity-reserved',
  ])
})

test('nothing moves where the reader wants no motion', () => {
  expect(configureChart(memory, { ...look, still: true }).options?.animation).toBe(false)
})

test('lines have no legend: their names stand at their ends', () => {
  const { options, data } = configureChart({ ...memory, kind: 'line' }, look)
  expect(options?.plugins?.legend?.display).toBe(false)
  expect(data.datasets[0]).toMatchObject({ spanGaps: false })
})

test('the axis of stacked bars holds the sum', () => {
  expect(greatestValue(memory)).toBe(4194304)
  expect(greatestValue({ ...memory, kind: 'bar' })).toBe(3145728)
  expect(greatestValue({ ...memory, series: [] })).toBe(0)
})

test('a binary axis counts in the largest unit that leaves the greatest amount at one or more', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2 ** 52 }),
      fc.constantFrom('bytes' as const, 'MiB' as const, 'GiB' as const),
      (most, unit) => {
        const { divisor, label } = chooseAxisUnit(unit, most)
        expect(most / divisor).toBeGreaterThanOrEqual(1)
        if (label !== 'EiB') expect(most / divisor).toBeLessThan(1024)
      },
    ),
  )
  expect(chooseAxisUnit('vCPU', 5000)).toEqual({ label: 'vCPU', divisor: 1 })
})

test('the table has the figures of the drawing, with their units', () => {
  expect(tabulateChart(memory)).toEqual([
    { category: 'Dedicated', link: 'allocation/', cells: ['512 GiB', 'unknown'] },
    { category: 'Shared 1:4', link: null, cells: ['3 TiB', '1 TiB'] },
  ])
  expect(formatAmount(21.84, 'percent')).toBe('21.8 %')
})

test('a longer list of bars is given more room', () => {
  expect(chartHeight({ ...memory, categories: Array.from({ length: 20 }, String) })).toBeGreaterThan(
    chartHeight(memory),
  )
})

test('a name keeps its colour, and the names spread over all eight', () => {
  expect(categoryToken('data-services')).toBe(categoryToken('data-services'))
  const seen = new Set(Array.from({ length: 200 }, (_, index) => categoryToken(`project-${index}`)))
  expect([...seen].sort()).toEqual(Array.from({ length: 8 }, (_, index) => `category-${index + 1}`))
})
