import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrastRatio } from '../../src/lib/contrast.ts'
import { accentStyle, quoteCss, sheetStyle } from '../../src/lib/page-style.ts'

test('a pale accent is darkened for the light theme and kept for the dark one', () => {
  const style = accentStyle('#ffd166', { light: '#ffffff', dark: '#0e131a' })
  const [, light = '', dark = ''] = /--accent:light-dark\((#\w+),(#\w+)\)/.exec(style) ?? []
  expect(contrastRatio(light, '#ffffff')).toBeGreaterThanOrEqual(4.5)
  expect(dark).toBe('#ffd166')
})

test('whatever the site is called, its name stays inside the string and the element', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(quoteCss(name).slice(1, -1)).not.toMatch(/["'<>&;{}()\n\r\f]/)
    }),
  )
  expect(sheetStyle('</style><script>"')).not.toContain('</')
  expect(quoteCss('a"b')).toBe(String.raw`"a\22 b"`)
})
