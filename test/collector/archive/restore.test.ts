import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { restoreData, withArchivedData } from '../../../collector/archive/restore.ts'
import { thinArchive } from '../../../collector/archive/thin.ts'
import { statePaths } from '../../../collector/store/state.ts'
import { makeTemporaryFolder } from '../../support/temporary-folder.ts'
import { publishThinnable, thinnableFiles } from '../../support/thin-archive.ts'

const FIRST = '2026-11-20T000000Z'
const SECOND = '2026-11-21T000000Z'
const NEWEST = '2026-11-22T000000Z'
const COLLECTED = new Date('2026-11-21T00:00:00.000Z')

let state: string
let to: string

beforeEach(async () => {
  state = await makeTemporaryFolder('restore')
  to = join(state, 'restored')
  for (const name of [FIRST, SECOND, NEWEST]) await publishThinnable(state, name)
  await utimes(folder(SECOND, 'data/ratio.txt'), COLLECTED, COLLECTED)
  await thinArchive(statePaths(state), Infinity)
})

function folder(name: string, path = ''): string {
  return join(state, 'archive', name, path)
}

async function readAll(dataDir: string): Promise<Record<string, string>> {
  const names = (await readdir(dataDir)).toSorted()
  const texts = await Promise.all(
    names.map(async (name) => [`data/${name}`, await readFile(join(dataDir, name), 'utf8')] as const),
  )
  return Object.fromEntries(texts)
}

function dataOf(name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(thinnableFiles(name)).filter(([path]) => path.startsWith('data/')))
}

describe('restoring', () => {
  test.each([FIRST, SECOND, NEWEST])('%s gives its data files back, thin or not', async (name) => {
    expect(await restoreData(folder(name), to)).toBe(3)
    expect(await readAll(to)).toEqual(dataOf(name))
    expect((await stat(to)).mode & 0o007).toBe(0)
    expect((await stat(join(to, 'aio.csv'))).mode & 0o777).toBe(0o640)
  })

  test('the times come back, by which a folder without meta.json is dated', async () => {
    await restoreData(folder(SECOND), to)
    expect((await stat(join(to, 'ratio.txt'))).mtime).toEqual(COLLECTED)
  })

  test('refuses a folder that holds something, and takes an empty one', async () => {
    await mkdir(to)
    await writeFile(join(to, 'mine'), '')
    await expect(restoreData(folder(FIRST), to)).rejects.toThrow(`${to} is not empty. Choose another folder`)
    expect(await readdir(to)).toEqual(['mine'])
    await rm(join(to, 'mine'))
    await restoreData(folder(FIRST), to)
    expect(await readdir(to)).toHaveLength(3)
  })

  test.each([
    ['aio.csv.base.zst', 'data/aio.csv'],
    ['new.json.zst', 'data/new.json'],
  ])('leaves nothing where %s is damaged, and names the file', async (name, path) => {
    await rm(folder(SECOND, `data/${name}`))
    await writeFile(folder(SECOND, `data/${name}`), 'damaged')
    await expect(restoreData(folder(SECOND), to)).rejects.toThrow(`${path} is missing or damaged`)
    expect((await readdir(state)).filter((file) => file.startsWith('restored'))).toEqual([])
  })

  test('says when the snapshot cannot be read at all', async () => {
    await writeFile(folder(FIRST, 'manifest.json'), '{}')
    await expect(restoreData(folder(FIRST), to)).rejects.toThrow(
      `${FIRST} cannot be restored: its manifest cannot be read.`,
    )
  })
})

describe('the data of a snapshot for as long as they are used', () => {
  test.each([SECOND, NEWEST])('%s', async (name) => {
    let used = ''
    const texts = await withArchivedData(folder(name), async (dataDir) => {
      used = dataDir
      return readAll(dataDir)
    })
    expect(texts).toEqual(dataOf(name))
    expect(await stat(used).catch(() => null)).toEqual(name === NEWEST ? expect.anything() : null)
  })

  test('go also when the use failed', async () => {
    let used = ''
    const run = withArchivedData(folder(FIRST), (dataDir) => {
      used = dataDir
      return Promise.reject(new Error('failed'))
    })
    await expect(run).rejects.toThrow('failed')
    expect(await stat(used).catch(() => null)).toBeNull()
  })
})
