import { expect, test } from 'vitest'
import { holdsWords, indexedWords, queryWords } from '../../src/lib/search-words.ts'

const ID = '3f8a1c2e-7b61-4d0a-9f3b-0c1d2e3f4a5b'

test('ids are indexed and asked for by their first eight characters', () => {
  expect(indexedWords(`web-1 ${ID} 703d69f30c794f909260fa2b33ca94d7 10.20.30.36 cmp01`)).toBe(
    'web-1 3f8a1c2e 703d69f3 10.20.30.36 cmp01 1',
  )
  expect(queryWords(ID)).toBe('3f8a1c2e')
  expect(queryWords('3f8a1c2e-7b')).toBe('3f8a1c2e')
  expect(queryWords('3f8a1')).toBe('3f8a1')
})

/** By the documentation, and not by the code: from each part of a name on to anywhere in it. */
function* formsOf(name: string): Iterable<string> {
  for (const { index } of name.matchAll(/[^-._:/]+/g)) {
    for (let end = index + 1; end <= name.length; end++) {
      if (!/[-._:/]/.test(name[end - 1] ?? '')) yield name.slice(index, end)
    }
  }
}

/** As the index finds: the beginning of a word, and of a part of it that is one run of letters or of digits. */
function isIndexed(words: string, form: string): boolean {
  const runs = words.match(/[a-zé]+|\d+/g) ?? []
  return [...words.split(' '), ...runs].some((word) => word.startsWith(form))
}

test.each([
  'etl-proxy-67',
  'web-prod-01',
  'sgp1-cmp013',
  'k8s_node.az1-n02',
  'a--b-3c',
  '-db-1',
  'café-x1-y2',
  'web-6',
])('every form of %s is indexed', (name) => {
  const words = indexedWords(`${name} 10.20.30.36`)
  expect([...formsOf(name)].filter((form) => !isIndexed(words, form))).toEqual([])
  expect(isIndexed(words, '30.36')).toBe(false)
})

test('what follows a part is indexed once, and nothing of what is found without it', () => {
  expect(indexedWords('etl-proxy-67 proxy-67 10.20.30.36 fd00:20::e1 shop')).toBe(
    'etl-proxy-67 proxy-67 10.20.30.36 fd00:20::e1 shop',
  )
  expect(indexedWords(`pvc-${ID}`)).toBe(`pvc-${ID} 3f8a1c2e`)
  expect(indexedWords('a-'.repeat(127)).length).toBeLessThan(2500)
  expect(queryWords('etl proxy-67')).toBe('etl proxy-67')
})

test('only letters, digits and what names, addresses and ids hold is asked for', () => {
  expect(queryWords('=HYPERLINK("x")')).toBe('HYPERLINK x')
  expect(queryWords('<b>web|db</b>')).toBe('b web db /b')
  expect(queryWords('fd00:20::e1 Zürich 🦊')).toBe('fd00:20::e1 Zürich 🦊')
  expect(queryWords(' "" ')).toBe('')
})

test('what the index gives for a part of a word is not taken', () => {
  expect(holdsWords('10.20.3.249', ['web 3f8a1c2e 10.20.3.24'])).toBe(false)
  expect(holdsWords('10.20.3', ['web 3f8a1c2e 10.20.3.24'])).toBe(true)
  expect(holdsWords('3f8a1c2e-7b', ['web 3f8a1c2e', `instances/?id=${ID}`])).toBe(true)
  expect(holdsWords('3f8a1c2e-8', ['web 3f8a1c2e', `instances/?id=${ID}`])).toBe(false)
  expect(holdsWords('zurich WEB', ['Web Zürich'])).toBe(true)
  expect(holdsWords('web none', ['web'])).toBe(false)
})
