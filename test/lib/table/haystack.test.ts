import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createHaystack } from '../../../src/lib/table/haystack.ts'

test('finds a word in the texts that hold it, and in no two together', () => {
  // Few letters, so that words are often there, overlap, and reach over the end of a text.
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', 'é'), maxLength: 6 })
  fc.assert(
    fc.property(fc.array(text, { maxLength: 12 }), text, (texts, word) => {
      const found = createHaystack(texts).find(word)
      expect([...found]).toEqual(texts.map((one) => Number(one.includes(word))))
    }),
    { numRuns: 2000 },
  )
})
