import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { quoteCss, unquoteCss } from '../../src/lib/css-string.ts'

test('whatever a text holds, it stays inside the string and the element', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(quoteCss(text).slice(1, -1)).not.toMatch(/["'<>&;{}()\n\r\f]/)
    }),
  )
  expect(quoteCss('a"b')).toBe(String.raw`"a\22 b"`)
})

test('a quoted text comes back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(unquoteCss(quoteCss(text))).toBe(text)
    }),
  )
})

test.each([
  [String.raw` "a\"b" `, 'a"b'],
  [String.raw`"back\\slash"`, String.raw`back\slash`],
  [String.raw`"\2014 x"`, '—x'],
  ['', ''],
  ['none', ''],
])('%s as a browser writes it is %j', (quoted, text) => {
  expect(unquoteCss(quoted)).toBe(text)
})
