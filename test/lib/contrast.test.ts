import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrastRatio, reachContrast } from '../../src/lib/contrast.ts'

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

test('the ends of the scale are those of WCAG', () => {
  expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrastRatio('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  expect(contrastRatio('#123456', '#123456')).toBe(1)
})

test('a colour that has enough contrast is left alone', () => {
  expect(reachContrast('#3f51c5', '#ffffff', 4.5)).toBe('#3f51c5')
})

test('any colour reaches 4.5:1 on both surfaces', () => {
  fc.assert(
    fc.property(colour, fc.constantFrom('#ffffff', '#0e131a'), (chosen, surface) => {
      expect(contrastRatio(reachContrast(chosen, surface, 4.5), surface)).toBeGreaterThanOrEqual(4.5)
    }),
  )
})
