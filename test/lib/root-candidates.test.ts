import { expect, test } from 'vitest'
import { rootCandidates } from '../../src/lib/root-candidates.ts'

test('every folder above the address may be the root, the nearest first', () => {
  expect(rootCandidates('/cloud/archive/2026-11-22T061100Z/hosts/gone/')).toEqual([
    '/cloud/archive/2026-11-22T061100Z/hosts/gone/',
    '/cloud/archive/2026-11-22T061100Z/hosts/',
    '/cloud/archive/2026-11-22T061100Z/',
    '/cloud/archive/',
    '/cloud/',
    '/',
  ])
  expect(rootCandidates('/404.html')).toEqual(['/'])
})
