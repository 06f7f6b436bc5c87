import { expect, test } from 'vitest'

import { findNearest } from '../../collector/suggest.ts'

test('a host whose name begins as what was typed is nearest, however long it is', () => {
  const names = ['sgp1-cmp021', 'sgp1-cmp008', 'sgp1-cmp028.cloud.example', 'sgp1-cmp018']
  expect(findNearest('sgp1-cmp028', names, 2)).toEqual(['sgp1-cmp028.cloud.example', 'sgp1-cmp021'])
  expect(findNearest('sgp1-cmp018.cloud.example', names, 1)).toEqual(['sgp1-cmp018'])
  expect(findNearest('sgp1-cmp01', names, 1)).toEqual(['sgp1-cmp018'])
})
