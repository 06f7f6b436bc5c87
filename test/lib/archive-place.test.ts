import { expect, test } from 'vitest'
import { archiveRoot, findPlace, samePage } from '../../src/lib/archive-place.ts'

test('a page knows that it is archived only below its own time, under any prefix', () => {
  const name = '2026-11-22T061100Z'
  expect(archiveRoot(`/cloud/archive/${name}/hosts/cmp01/`, name)).toBe(`/cloud/archive/${name}/`)
  expect(archiveRoot('/archive/2026-11-22T041100Z/', name)).toBeNull()
  expect(archiveRoot('/hosts/', name)).toBeNull()
})

test('the neighbours of a snapshot, at both ends and where it is itself no longer listed', () => {
  const names = ['2026-11-20T000000Z', '2026-11-21T000000Z', '2026-11-22T000000Z']
  expect(findPlace(names, '2026-11-21T000000Z')).toEqual({
    newest: names[2],
    previous: names[0],
    next: names[2],
  })
  expect(findPlace(names, '2026-11-22T000000Z')).toEqual({ newest: null, previous: names[1], next: null })
  expect(findPlace(names, '2026-11-20T120000Z')).toEqual({
    newest: names[2],
    previous: names[0],
    next: names[1],
  })
  expect(findPlace([], '2026-11-20T120000Z')).toEqual({ newest: null, previous: null, next: null })
})

test('another snapshot is entered by a page that it surely has', () => {
  expect(samePage('')).toBe('')
  expect(samePage('volumes/')).toBe('volumes/')
  expect(samePage('hosts/cmp01/')).toBe('hosts/')
  expect(samePage('index.html')).toBe('')
})
