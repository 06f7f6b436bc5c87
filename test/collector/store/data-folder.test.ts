import { chmod, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import {
  cleanDataFolder,
  commitDataFolder,
  openDataFolder,
  recoverDataFolder,
} from '../../../collector/store/data-folder.ts'
import { makeTemporaryFolder } from '../../support/temporary-folder.ts'

const before = { 'aio.csv': 'old aio', 'volumes.json': 'old volumes', 'gone.json': 'old' }
const after = { 'aio.csv': 'new aio', 'volumes.json': 'new volumes', 'flavors.csv': 'new flavors' }

async function makeFolder(files: Record<string, string> = {}): Promise<string> {
  const folder = join(await makeTemporaryFolder('data'), 'data')
  await openDataFolder(folder)
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  return folder
}

async function readFolder(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort()
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']))
}

/** What a killed run leaves when it got so far: its staging folder with its journal inside, published, or half carried out. */
async function leaveBehind(folder: string, step: 'staged' | 'journal' | 'half'): Promise<void> {
  const staging = join(folder, '.staging-killed')
  await mkdir(staging)
  for (const [name, text] of Object.entries(after)) await writeFile(join(staging, name), text)
  const journal = { schema: 1, staging: '.staging-killed', files: Object.keys(after), remove: ['gone.json'] }
  await writeFile(join(step === 'staged' ? staging : folder, '.commit.json'), JSON.stringify(journal))
  if (step === 'half') await rename(join(staging, 'aio.csv'), join(folder, 'aio.csv'))
}

test('writes all files, removes what is to go, and leaves nothing else', async () => {
  const folder = await makeFolder({ ...before, 'reserved.json': '{"by": "people"}' })
  await commitDataFolder(folder, {
    write: new Map(Object.entries(after)),
    remove: ['gone.json', 'never-there.json'],
  })
  expect(await readFolder(folder)).toEqual({ ...after, 'reserved.json': '{"by": "people"}' })
})

test('nothing is readable for strangers, whatever the umask', async () => {
  const old = process.umask(0)
  try {
    const folder = await makeFolder()
    await chmod(folder, 0o777)
    await openDataFolder(folder)
    await commitDataFolder(folder, { write: new Map([['aio.csv', 'x']]), remove: [] })
    expect((await stat(folder)).mode & 0o007).toBe(0)
    expect((await stat(join(folder, 'aio.csv'))).mode & 0o777).toBe(0o640)
  } finally {
    process.umask(old)
  }
})

test('a run that was killed before its commit changed nothing, and is cleaned up', async () => {
  const folder = await makeFolder(before)
  await leaveBehind(folder, 'staged')
  await recoverDataFolder(folder)
  expect(await readFile(join(folder, 'aio.csv'), 'utf8')).toBe('old aio')
  await cleanDataFolder(folder)
  expect(await readFolder(folder)).toEqual(before)
})

test.each(['journal', 'half'] as const)(
  'a run that was killed after its commit is completed (%s)',
  async (step) => {
    const folder = await makeFolder(before)
    await leaveBehind(folder, step)
    await recoverDataFolder(folder)
    expect(await readFolder(folder)).toEqual(after)
    await recoverDataFolder(folder)
    expect(await readFolder(folder)).toEqual(after)
  },
)

test('a write that fails leaves the old files whole and nothing beside them', async () => {
  const folder = await makeFolder(before)
  const write = new Map([
    ['aio.csv', 'new aio'],
    ['no/such/folder.json', 'x'],
  ])
  await expect(commitDataFolder(folder, { write, remove: ['gone.json'] })).rejects.toThrow('ENOENT')
  expect(await readFolder(folder)).toEqual(before)
})

test('a file is no data folder, and is left alone', async () => {
  const file = join(await makeFolder({ 'notes.txt': 'mine' }), 'notes.txt')
  const refusal = `${file} is not a folder; give the data folder with --data.`
  await expect(openDataFolder(file)).rejects.toMatchObject({ message: refusal, exitCode: 2 })
  await expect(recoverDataFolder(file)).rejects.toMatchObject({ message: refusal, exitCode: 2 })
  expect(await readFile(file, 'utf8')).toBe('mine')
})

test('missing folders above are made, and a place where none can be made is refused at once', async () => {
  const folder = join(await makeFolder(), 'a', 'b', 'data')
  await openDataFolder(folder)
  expect(await readdir(folder)).toEqual([])
  await expect(openDataFolder('/proc/nope/data')).rejects.toThrow(
    /^The folder \/proc\/nope\/data could not be written: ENOENT/,
  )
})
