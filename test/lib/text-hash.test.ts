import { expect, test } from 'vitest'
import { hashText } from '../../src/lib/text-hash.ts'

/** Vectors of FNV-1a, 32 bits: Landon Curt Noll's test suite. */
test.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['foobar', 0xbf9cf968],
])('the hash of %j is the published one', (text, hash) => {
  expect(hashText(text)).toBe(hash)
})
