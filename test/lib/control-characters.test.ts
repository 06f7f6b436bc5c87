import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holdsControls, splitControls } from '../../src/lib/control-characters.ts'

test.each([
  ['\u202Ereversed\u202C שלום', ['RLO', 'PDF']],
  ['a\nb\tc\r', ['LF', 'TAB', 'CR']],
  ['bell\u0007 next\u0085', ['U+0007', 'U+0085']],
  ['in\u200Bvisible\uFEFF', ['ZWSP', 'BOM']],
  ['\u2066isolated\u2069', ['LRI', 'PDI']],
])('names what cannot be seen in %j', (text, names) => {
  expect(holdsControls(text)).toBe(true)
  expect(splitControls(text).flatMap(({ name }) => name ?? [])).toEqual(names)
})

test.each(['web-01', 'שלום', 'میخواهم'.replace('ی', 'ی\u200C'), '👩\u200D🚀', ''])(
  'leaves %j alone',
  (text) => {
    expect(holdsControls(text)).toBe(false)
    expect(splitControls(text)).toEqual(text === '' ? [] : [{ text, name: null }])
  },
)

test('loses nothing', () => {
  const text = fc.array(fc.oneof(fc.string(), fc.constantFrom('\u202E', '\u0000', '\u2069')))
  fc.assert(
    fc.property(text, (parts) => {
      const whole = parts.join('')
      expect(
        splitControls(whole)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(whole)
    }),
  )
})
