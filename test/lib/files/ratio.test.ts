import { expect, test } from 'vitest'
import { parseRatio } from '../../../src/lib/files/ratio.ts'

test('ratio.txt', () => {
  const { value, problems } = parseRatio(
    'compute-01, 4, 1.5\nb,1,1\n# note\nc, , \nd, 4\ne, 0, 1\nf, four, 1\n',
  )
  expect(value).toEqual([
    { host: 'compute-01', cpuRatio: 4, ramRatio: 1.5 },
    { host: 'b', cpuRatio: 1, ramRatio: 1 },
    { host: 'c', cpuRatio: null, ramRatio: null },
  ])
  expect(problems.map(({ line }) => line)).toEqual([5, 6, 7])
})
