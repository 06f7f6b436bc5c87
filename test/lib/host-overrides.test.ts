import { expect, test } from 'vitest'
import { matchesGlob, overrideOf } from '../../src/lib/host-overrides.ts'

test('every entry that matches counts, a later one wins', () => {
  const entries = [
    { match: 'gpu-*', cpuRatio: 1, vcpus: 64 },
    { match: 'gpu-0?.example.net', cpuRatio: 2 },
    { match: 'cmp*', ramRatio: 1.5 },
  ]
  expect(overrideOf('gpu-01.example.net', entries)).toEqual({ cpuRatio: 2, vcpus: 64 })
  expect(overrideOf('other', entries)).toEqual({})
})

test('a pattern matches the whole name, and nothing in it is a regular expression', () => {
  expect(matchesGlob('cmp01', 'cmp')).toBe(false)
  expect(matchesGlob('cmp01', 'cmp0[1]')).toBe(false)
  expect(matchesGlob('a.b', 'a.b')).toBe(true)
  expect(matchesGlob('axb', 'a.b')).toBe(false)
  expect(matchesGlob('anything', '*')).toBe(true)
})
