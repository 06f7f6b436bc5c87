import { readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { KnownContents } from '../../../collector/archive/compare-thin.ts'
import { thinArchive } from '../../../collector/archive/thin.ts'
import { verifySnapshot } from '../../../collector/archive/verify.ts'
import { statePaths } from '../../../collector/store/state.ts'
import { makeTemporaryFolder } from '../../support/temporary-folder.ts'
import { publishThinnable } from '../../support/thin-archive.ts'

const FIRST = '2026-11-20T000000Z'
const SECOND = '2026-11-21T000000Z'
const NEWEST = '2026-11-22T000000Z'

let archive: string

beforeEach(async () => {
  const state = await makeTemporaryFolder('verify-thin')
  archive = join(state, 'archive')
  for (const name of [FIRST, SECOND, NEWEST]) await publishThinnable(state, name)
  await thinArchive(statePaths(state), Infinity)
})

const file = (path: string) => join(archive, SECOND, path)

/** Under the same name, but not in the file that other snapshots share. */
async function replace(path: string, content: string | Buffer): Promise<void> {
  await rm(file(path))
  await writeFile(file(path), content)
}

describe('of a thinned snapshot', () => {
  test.each([
    ['site/hosts/other.page.html.gz', 'site/hosts/other/index.html'],
    ['site/rows/instances.json.gz', 'site/rows/instances.json'],
    ['site/favicon.svg', 'site/favicon.svg'],
    ['data/aio.csv.base.zst', 'data/aio.csv'],
    ['data/aio.csv.patch.zst', 'data/aio.csv'],
    ['data/new.json.zst', 'data/new.json'],
  ])('%s is compared by its content', async (stored, path) => {
    await replace(stored, await readFile(join(archive, FIRST, 'site/index.html.gz')))
    expect(await verifySnapshot(archive, SECOND)).toMatchObject({ changed: [path], missing: [], extra: [] })
    await rm(file(stored))
    const found = await verifySnapshot(archive, SECOND)
    expect(found?.missing).toEqual([path])
  })

  test('the same content in another compression is no change', async () => {
    const whole = await readFile(join(archive, NEWEST, 'site/hosts/same/index.html.gz'))
    await replace('site/hosts/same.page.html.gz', whole)
    expect(await verifySnapshot(archive, SECOND)).toMatchObject({ changed: [], missing: [], extra: [] })
  })

  test('what is too much is named, and a link is not followed', async () => {
    await writeFile(file('site/index.html'), '')
    await rename(file('site/favicon.svg'), join(archive, 'moved.svg'))
    await symlink(join(archive, 'moved.svg'), file('site/favicon.svg'))
    expect(await verifySnapshot(archive, SECOND)).toMatchObject({
      changed: ['site/favicon.svg'],
      missing: [],
      extra: ['site/index.html'],
    })
  })

  test('a list that is damaged or of another snapshot leaves nothing to compare with', async () => {
    await replace('files.json.zst', await readFile(join(archive, FIRST, 'files.json.zst')))
    expect(await verifySnapshot(archive, SECOND)).toMatchObject({
      unreadable: 'files.json is not the one that the manifest was written with',
    })
  })

  test('what snapshots share is read once, and found damaged in each of them', async () => {
    const known: KnownContents = new Map()
    await verifySnapshot(archive, FIRST, known)
    const read = known.size
    await verifySnapshot(archive, SECOND, known)
    // home, other, rows, summary, history.json, new.json and the patch.
    expect(known.size - read).toBe(7)
    await writeFile(file('site/hosts/same.page.html.gz'), 'damaged')
    for (const name of [FIRST, SECOND]) {
      expect((await verifySnapshot(archive, name))?.changed).toEqual(['site/hosts/same/index.html'])
    }
  })
})
