import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { contrastRatio } from '../../src/lib/contrast.ts'
import { parseTokens } from '../../src/lib/tokens.ts'

const source = readFileSync(new URL('../../src/styles/tokens.css', import.meta.url), 'utf8')
const themes = ['light', 'dark'] as const
const tokens = parseTokens(source)

function ratioOf(mark: string, ground: string, theme: (typeof themes)[number]): number {
  const [over, under] = [tokens.get(mark), tokens.get(ground)]
  if (!over || !under) throw new Error(`tokens.css has no ${over ? ground : mark}`)
  return contrastRatio(over[theme], under[theme])
}

const STATUS = ['ok', 'warning', 'critical', 'unknown', 'off']
const GROUNDS = ['surface', 'subtle', 'raised']
const TEXT = [
  ...['fg', 'muted', 'faint', 'accent', ...STATUS].flatMap((text) => GROUNDS.map((ground) => [text, ground])),
  ...STATUS.flatMap((status) => [status, 'fg', 'muted'].map((text) => [text, `${status}-soft`])),
  ...['fg', 'muted', 'accent'].map((text) => [text, 'accent-soft']),
  ...['fg', 'muted'].map((text) => [text, 'sunken']),
  ['on-accent', 'accent'],
] as [string, string][]
const MARKS = [
  ...Array.from({ length: 8 }, (_, index) => [`category-${index + 1}`, 'surface']),
  ...['used', 'reserved', 'spare', 'over', 'tick'].map((part) => [`capacity-${part}`, 'surface']),
  ...['used', 'over', 'tick'].map((part) => [`capacity-${part}`, 'capacity-free']),
  ...['surface', 'subtle', 'raised', 'sunken'].map((ground) => ['focus', ground]),
  ['line-control', 'surface'],
  ['line-control', 'subtle'],
] as [string, string][]

describe.each(themes)('%s theme', (theme) => {
  test.each(TEXT)('text %s on %s reads at 4.5:1', (text, ground) => {
    expect(ratioOf(text, ground, theme)).toBeGreaterThanOrEqual(4.5)
  })
  test.each(MARKS)('mark %s on %s shows at 3:1', (mark, ground) => {
    expect(ratioOf(mark, ground, theme)).toBeGreaterThanOrEqual(3)
  })
})

test('Tailwind names exactly the colours of tokens.css that it maps', async () => {
  const { default: config } = await import('../../tailwind.config.mjs')
  const mapped = Object.entries(config.theme?.colors ?? {}).filter(([, value]) =>
    String(value).startsWith('var('),
  )
  expect(mapped.length).toBeGreaterThan(20)
  for (const [name] of mapped) expect(tokens.has(name), `--${name}`).toBe(true)
})
