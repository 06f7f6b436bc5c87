import { link, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { measureFolder, measureFolders } from '../../../collector/archive/measure.ts'
import { publishSnapshot } from '../../support/archive.ts'
import { makeTemporaryFolder } from '../../support/temporary-folder.ts'

const NAME = '2026-11-20T000000Z'
const OTHER = '2026-11-21T000000Z'

test('what two snapshots share is shared by each, and comes back when both go', async () => {
  const state = await makeTemporaryFolder('archive')
  await publishSnapshot(state, NAME)
  await publishSnapshot(state, OTHER)
  const [first, second] = [join(state, 'archive', NAME), join(state, 'archive', OTHER)]
  const apart = await measureFolders([first, second])
  expect(apart.shared).toBe(0)
  await rm(join(second, 'site/index.html'))
  await link(join(first, 'site/index.html'), join(second, 'site/index.html'))
  const { shared } = await measureFolder(first)
  expect(shared).toBeGreaterThan(0)
  expect(await measureFolder(second)).toMatchObject({ shared })
  expect(await measureFolders([first, second])).toEqual({ own: apart.own - shared, shared: 0 })
})

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

