import { expect, test } from 'vitest'

import {
  chooseMicroversion,
  listVersionUrls,
  readVersionDocument,
} from '../../../collector/openstack/microversion.ts'

const nova = { min: '2.1', max: '2.93' }

test.each([
  ['2.47', '2.96', '2.93'],
  ['2.53', '2.87', '2.87'],
  ['2.94', '2.96', null],
  ['2.1', '2.9', '2.9'],
])('of 2.1 to 2.93 a reader for %s to %s gets %s', (min, max, chosen) => {
  expect(chooseMicroversion(nova, { min, max })).toBe(chosen)
})

test('a cloud that no longer offers what a reader was written for is told', () => {
  expect(chooseMicroversion({ min: '2.90', max: '2.99' }, { min: '2.53', max: '2.87' })).toBeNull()
})

test('reads the version documents of Nova, of its root, and of Placement', () => {
  const entry = { id: 'v2.1', version: '2.93', min_version: '2.1' }
  expect(readVersionDocument({ version: entry }, 'v2.1')).toEqual(nova)
  const old = { id: 'v2.0', version: '', min_version: '' }
  expect(readVersionDocument({ versions: [old, entry] }, 'v2.1')).toEqual(nova)
  const placement = { versions: [{ id: 'v1.0', max_version: '1.39', min_version: '1.0' }] }
  expect(readVersionDocument(placement, 'v1')).toEqual({ min: '1.0', max: '1.39' })
  expect(readVersionDocument({ error: 'no' }, 'v1')).toBeNull()
})

test('looks for the versions without the project, and then above', () => {
  expect(listVersionUrls('http://c:8776/v3/1234abcd')).toEqual(['http://c:8776/v3/', 'http://c:8776/'])
  expect(listVersionUrls('http://c/compute/v2.1')).toEqual(['http://c/compute/v2.1/', 'http://c/compute/'])
  expect(listVersionUrls('http://c/placement')).toEqual(['http://c/placement/'])
})
