import { link } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { measureFolder } from '../../../collector/archive/measure.ts'
import { publishSnapshot } from '../../support/archive.ts'
import { makeTemporaryFolder } from '../../support/temporary-folder.ts'

const NAME = '2026-11-20T000000Z'

test('a file with another name elsewhere is shared, one with two names in the same snapshot counts once', async () => {
  const state = await makeTemporaryFolder('archive')
  await publishSnapshot(state, NAME)
  const folder = join(state, 'archive', NAME)
  const before = await measureFolder(folder)
  expect(before.shared).toBe(0)
  const file = join(folder, 'site/index.html')
  await link(file, join(folder, 'site/same.html'))
  await link(file, join(state, 'elsewhere'))
  const after = await measureFolder(folder)
  expect(after.shared).toBeGreaterThan(0)
  expect(after.own + after.shared).toBe(before.own)
})

