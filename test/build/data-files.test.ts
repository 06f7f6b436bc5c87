import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isDataFile } from '../../collector/data-files.ts'

test('every file that src/lib/files knows is archived and offered for download', async () => {
  const folder = join(import.meta.dirname, '../../src/lib/files')
  const texts = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')))
  const names = texts.flatMap((text) => text.match(/^export const FILE = '(.+)'$/m)?.[1] ?? [])
  expect(names.length).toBeGreaterThan(20)
  expect(names.filter((name) => !isDataFile(name))).toEqual([])
})

test.each(['clouds.yaml', 'aether.yaml', '.lock', '.commit.json', 'users.json', 'README.md', 'aio.csv.bak'])(
  '%s is not',
  (name) => {
    expect(isDataFile(name)).toBe(false)
  },
)
