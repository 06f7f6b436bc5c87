import { array, assert, constantFrom, oneof, pre, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { makeSlugs } from '../../src/lib/slug.ts'

test('harmless names are their own slugs', () => {
  const names = ['cmp01', 'gpu-01.example.net', 'monitoring-team']
  expect([...makeSlugs(names)]).toEqual(names.sort().map((name) => [name, name]))
})

test('what strangers choose becomes readable, without dots, slashes or markup', () => {
  const slugs = makeSlugs([
    'Épsilon-Zürich',
    '../../etc',
    'zeta, "Inc."',
    '日本',
    '<b>html</b>',
    'site.html',
    '',
  ])
  expect(slugs.get('Épsilon-Zürich')).toMatch(/^epsilon-zurich-[0-9a-z]{7}$/)
  expect(slugs.get('../../etc')).toMatch(/^etc-[0-9a-z]{7}$/)
  expect(slugs.get('日本')).toMatch(/^name-[0-9a-z]{7}$/)
  expect(slugs.get('site.html')).toMatch(/^site-html-[0-9a-z]{7}$/)
})

test('a slug does not change when other names come and go', () => {
  assert(
    property(string(), array(string()), (name, others) => {
      pre(!others.some((other) => other.toLowerCase() === name.toLowerCase()))
      expect(makeSlugs([...others, name]).get(name)).toBe(makeSlugs([name]).get(name))
    }),
  )
})

test('slugs are unique where case is ignored, and safe as one path segment', () => {
  const awkward = oneof(
    string(),
    string({ unit: 'binary' }),
    constantFrom('Alpha', 'alpha', '.', '..', 'a/b'),
  )
  assert(
    property(array(awkward), (names) => {
      const slugs = makeSlugs(names)
      expect(slugs.size).toBe(new Set(names).size)
      expect(new Set([...slugs.values()].map((slug) => slug.toLowerCase())).size).toBe(slugs.size)
      for (const slug of slugs.values()) expect(slug).toMatch(/^[A-Za-z0-9][\w.-]{0,79}$/)
    }),
  )
})
