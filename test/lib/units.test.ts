import { expect, test } from 'vitest'
import {
  formatBytes,
  formatCount,
  formatGib,
  formatMemoryMb,
  formatPercent,
  formatRatio,
  formatVcpu,
} from '../../src/lib/units.ts'

test('counts are grouped, and never negative nothing', () => {
  expect(formatCount(12345)).toBe('12,345')
  expect(formatCount(-0.4)).toBe('0')
  expect(formatVcpu(2591)).toBe('2,591 vCPU')
})

test.each([
  [512, '512 MiB'],
  [1024, '1 GiB'],
  [12_800, '12.5 GiB'],
  [993_531, '970.2 GiB'],
  // 1,023.96 GiB would be printed as 1,024 GiB, so it is a TiB.
  [1023.96 * 1024, '1 TiB'],
  [0, '0 MiB'],
  [-6 * 1024, '-6 GiB'],
])('%d MiB reads %s', (mb, text) => {
  expect(formatMemoryMb(mb)).toBe(text)
})

test('sizes go up to the unit that fits, with binary names', () => {
  expect(formatGib(100)).toBe('100 GiB')
  expect(formatGib(1229)).toBe('1.2 TiB')
  expect(formatBytes(320 * 1024 ** 2)).toBe('320 MiB')
  expect(formatBytes(8.7 * 1024 ** 5)).toBe('8.7 PiB')
  expect(formatBytes(999)).toBe('999 B')
})

test('a percentage is rounded once, and none is made of nothing', () => {
  expect(formatPercent(218, 1000)).toBe('21.8 %')
  expect(formatPercent(2591, 2688)).toBe('96.4 %')
  expect(formatPercent(17, 10)).toBe('170.0 %')
  expect(formatPercent(1, 0)).toBe('—')
  expect(formatPercent(1, null)).toBe('—')
  expect(formatPercent(null, 10)).toBe('—')
})

test('what is not known is called so', () => {
  for (const format of [formatCount, formatVcpu, formatMemoryMb, formatGib, formatBytes, formatRatio]) {
    expect(format(null)).toBe('unknown')
    expect(format(NaN)).toBe('unknown')
    expect(format(Infinity)).toBe('unknown')
  }
})

test('ratios', () => {
  expect([1, 1.5, 4, 16].map(formatRatio)).toEqual(['1:1', '1:1.5', '1:4', '1:16'])
})
