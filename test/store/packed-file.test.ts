import { randomBytes } from 'node:crypto'
import { link, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { packFile, unpackFile } from '../../collector/store/packed-file.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import { makeLines } from '../support/thin-archive.ts'

let folder: string

beforeEach(async () => {
  folder = await makeTemporaryFolder('packed')
})

const path = (name: string) => join(folder, name)

async function pack(name: string, content: string | Buffer, earlier: string | null): Promise<void> {
  await packFile(Buffer.from(content), path(name), earlier === null ? null : path(earlier))
}

async function inode(name: string): Promise<number> {
  return (await stat(path(name))).ino
}

async function namesOf(name: string): Promise<string[]> {
  return (await readdir(folder)).filter((file) => file.startsWith(`${name}.`)).toSorted()
}

const TEXT = makeLines('text', 1000)

test('whatever stood before it, a file comes back byte by byte', async () => {
  const contents = fc.array(fc.oneof(fc.uint8Array({ maxLength: 3000 }), fc.constant(Buffer.from(TEXT))), {
    minLength: 1,
    maxLength: 5,
  })
  await fc.assert(
    fc.asyncProperty(contents, async (versions) => {
      for (const [index, content] of versions.entries()) {
        await pack(`v${index}`, Buffer.from(content), index === 0 ? null : `v${index - 1}`)
      }
      for (const [index, content] of versions.entries()) {
        expect((await unpackFile(path(`v${index}`))).equals(Buffer.from(content))).toBe(true)
      }
    }),
    { numRuns: 30 },
  )
})

test('what changed a little is a patch of a few bytes and a link to the whole one, which a third version shares', async () => {
  await pack('a', TEXT, null)
  await pack('b', `${TEXT}one line\n`, 'a')
  await pack('c', `another line\n${TEXT}`, 'b')
  expect(await namesOf('b')).toEqual(['b.base.zst', 'b.patch.zst'])
  expect((await stat(path('b.patch.zst'))).size).toBeLessThan(100)
  expect([await inode('b.base.zst'), await inode('c.base.zst')]).toEqual([
    await inode('a.zst'),
    await inode('a.zst'),
  ])
  expect((await unpackFile(path('c'))).toString()).toBe(`another line\n${TEXT}`)
})

test('what did not change takes nothing: its names are links, also to a patch', async () => {
  await pack('a', TEXT, null)
  await pack('same', TEXT, 'a')
  await pack('b', `${TEXT}one line\n`, 'a')
  await pack('c', `${TEXT}one line\n`, 'b')
  await pack('back', TEXT, 'c')
  expect(await inode('same.zst')).toBe(await inode('a.zst'))
  expect(await inode('c.patch.zst')).toBe(await inode('b.patch.zst'))
  expect(await namesOf('back')).toEqual(['back.zst'])
  expect(await inode('back.zst')).toBe(await inode('a.zst'))
})

test('what has become another file is whole again, and the base of the next', async () => {
  await pack('a', TEXT, null)
  const other = makeLines('other', 1000)
  await pack('b', other, 'a')
  await pack('c', `${other}one line\n`, 'b')
  expect(await namesOf('b')).toEqual(['b.zst'])
  expect(await inode('c.base.zst')).toBe(await inode('b.zst'))
})

test('packing again, as after a kill, replaces the other form and writes into no file that others share', async () => {
  await pack('a', TEXT, null)
  await pack('b', `${TEXT}one line\n`, 'a')
  await link(path('a.zst'), path('b.zst.partial'))
  const before = await readFile(path('a.zst'))
  await pack('b', randomBytes(50_000), 'a')
  expect(await namesOf('b')).toEqual(['b.zst'])
  await pack('b', `${TEXT}one line\n`, 'a')
  expect(await namesOf('b')).toEqual(['b.base.zst', 'b.patch.zst'])
  expect((await readFile(path('a.zst'))).equals(before)).toBe(true)
})

test('what is missing or damaged is an error, not other content', async () => {
  await expect(unpackFile(path('none'))).rejects.toThrow('none.zst is missing')
  await pack('a', TEXT, null)
  await pack('b', `${TEXT}one line\n`, 'a')
  await writeFile(path('b.base.zst'), 'no zstd')
  await expect(unpackFile(path('b'))).rejects.toThrow()
})
