import { expect, test } from 'vitest'
import { contrastRatio } from '../../src/lib/contrast.ts'
import { accentStyle } from '../../src/lib/page-style.ts'

test('a pale accent is darkened for the light theme and kept for the dark one', () => {
  const style = accentStyle('#ffd166', { light: '#ffffff', dark: '#0e131a' })
  const [, light = '', dark = ''] = /--accent:light-dark\((#\w+),(#\w+)\)/.exec(style) ?? []
  expect(contrastRatio(light, '#ffffff')).toBeGreaterThanOrEqual(4.5)
  expect(dark).toBe('#ffd166')
})
