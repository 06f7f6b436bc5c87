import { expect, test } from 'vitest'

import { parseNovaConf } from '../../../src/lib/files/nova-conf.ts'

test.each([
  ['[DEFAULT]\ncpu_allocation_ratio=4\nram_allocation_ratio = 1.5\n', 4, 1.5],
  ['[DEFAULT]\n  cpu_allocation_ratio   =   16.0  \r\n', 16, null],
  ['[DEFAULT]\ncpu_allocation_ratio: 8\nram_allocation_ratio = "1.2"\n', 8, 1.2],
])('reads %j', (text, cpuRatio, ramRatio) => {
  expect(parseNovaConf(text)).toEqual({ cpuRatio, ramRatio })
})

test('comments of both kinds set nothing', () => {
  const text = '[DEFAULT]\n#cpu_allocation_ratio = 2\n ; ram_allocation_ratio = 3\n'
  expect(parseNovaConf(text)).toEqual({ cpuRatio: null, ramRatio: null })
})

test('other sections are not the hosts’', () => {
  const text =
    '[scheduler]\ncpu_allocation_ratio = 2\n[DEFAULT]\ncpu_allocation_ratio = 4\n[compute]\ncpu_allocation_ratio = 8\n'
  expect(parseNovaConf(text).cpuRatio).toBe(4)
})

test('a later file is laid over an earlier one, key by key', () => {
  const first = '[DEFAULT]\ncpu_allocation_ratio = 4\nram_allocation_ratio = 1\n[api]\n'
  const second = '[DEFAULT]\ncpu_allocation_ratio = 8\n'
  expect(parseNovaConf(first + second)).toEqual({ cpuRatio: 8, ramRatio: 1 })
})

test('what a new host starts with counts where nothing else is set, whichever stands first', () => {
  const initial = 'initial_cpu_allocation_ratio = 4.0\n'
  expect(parseNovaConf(`[DEFAULT]\n${initial}`).cpuRatio).toBe(4)
  expect(parseNovaConf(`[DEFAULT]\ncpu_allocation_ratio = 2\n${initial}`).cpuRatio).toBe(2)
  expect(parseNovaConf(`[DEFAULT]\ncpu_allocation_ratio = 0.0\n${initial}`).cpuRatio).toBe(4)
})

test.each(['', 'four', '-1', '0', 'inf', 'NaN'])('the value %j is no ratio', (value) => {
  expect(parseNovaConf(`[DEFAULT]\ncpu_allocation_ratio = ${value}\n`).cpuRatio).toBeNull()
})

test('the disk ratio is not taken for another, and lines before any section set nothing', () => {
  expect(parseNovaConf('cpu_allocation_ratio = 4\n[DEFAULT]\ndisk_allocation_ratio = 3\n')).toEqual({
    cpuRatio: null,
    ramRatio: null,
  })
})
