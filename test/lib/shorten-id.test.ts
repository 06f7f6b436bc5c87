import { expect, test } from 'vitest'
import { shortenId } from '../../src/lib/shorten-id.ts'

test('an id is shortened in the middle, a short one is not', () => {
  expect(shortenId('a1b2c3d4-e5f6-7890-a1b2-c3d4e5f67890')).toBe('a1b2c3d4…7890')
  expect(shortenId('42')).toBe('42')
})
