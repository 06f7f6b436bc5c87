import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { splitRecords } from '../../src/integrations/search-index.ts'
import type { IndexPart, SearchRecord } from '../../src/lib/search-records.ts'
import { indexRecords } from '../support/search-index.ts'

const SIZES = { undivided: 30, recordsAPart: 40, few: 5 }
const root = await mkdtemp(join(tmpdir(), 'aether-index-'))
afterAll(() => rm(root, { recursive: true }))

function makeRecords(kind: SearchRecord['kind'], count: number): SearchRecord[] {
  return Array.from({ length: count }, (_, index) => makeRecord(kind, `${kind.toLowerCase()}-${index}`))
}

function makeRecord(kind: SearchRecord['kind'], title: string): SearchRecord {
  return { kind, url: `${kind}/?id=${title}`, title, detail: `${title} ACTIVE`, words: title, id: null }
}

const records = [...makeRecords('Project', 3), ...makeRecords('Instance', 400), ...makeRecords('Volume', 200)]

/** Every file below a folder, by its path: its bytes and its number on the disk. */
async function readTree(folder: string): Promise<Map<string, { bytes: string; inode: number }>> {
  const names = (await readdir(folder, { recursive: true })).toSorted()
  const tree = new Map<string, { bytes: string; inode: number }>()
  for (const name of names) {
    const found = await stat(join(folder, name))
    if (found.isFile())
      tree.set(name, { bytes: await readFile(join(folder, name), 'base64'), inode: found.ino })
  }
  return tree
}

async function make(name: string, of: SearchRecord[], previous: string | null): Promise<string> {
  const folder = join(root, name)
  await indexRecords(of, folder, SIZES, previous)
  return folder
}

function bytesOf(tree: Awaited<ReturnType<typeof readTree>>): Map<string, string> {
  return new Map([...tree].map(([name, { bytes }]) => [name, bytes]))
}

async function digestsOf(folder: string): Promise<string[]> {
  const parts = JSON.parse(await readFile(join(folder, 'parts.json'), 'utf8')) as IndexPart[]
  return parts.map(({ digest }) => digest)
}

test('a part of which nothing changed is taken over, and the index is the one that would be made anew', async () => {
  const first = await make('first', records, null)
  const changed = records.map((record) =>
    record.title === 'instance-200' ? { ...record, detail: 'instance-200 SHUTOFF' } : record,
  )
  const [reused, anew] = [await make('reused', changed, first), await make('anew', changed, null)]
  const [firstTree, reusedTree, anewTree] = [
    await readTree(first),
    await readTree(reused),
    await readTree(anew),
  ]
  expect(bytesOf(reusedTree)).toEqual(bytesOf(anewTree))

  const parts = splitRecords(records, SIZES)
  const own = parts.findIndex((part) => part.some(({ title }) => title === 'instance-200'))
  const linked = [...reusedTree].filter(([name, { inode }]) => firstTree.get(name)?.inode === inode)
  const partsOf = (names: readonly string[]) => new Set(names.map((name) => Number.parseInt(name, 10)))
  expect(partsOf(linked.map(([name]) => name))).toEqual(new Set(parts.keys().filter((part) => part !== own)))
  expect(linked.some(([name]) => name.startsWith(`${own}/`))).toBe(false)
})

test('one more record or one less makes no other parts of those that follow', async () => {
  const [project = [], ...others] = splitRecords(records, SIZES)
  expect(project).toHaveLength(3)
  expect(others.length).toBeGreaterThan(8)
  for (const part of others) expect(part.length).toBeLessThanOrEqual(44)
  const older = await make('older', records, null)
  const one = [...records.slice(0, 3), makeRecord('Instance', 'new'), ...records.slice(3)]
  const newer = await make('newer', one.toSpliced(300, 1), older)
  const known = new Set(await digestsOf(older))
  const digests = await digestsOf(newer)
  const made = digests.filter((digest) => !known.has(digest))
  // Each of the two changes its own part and at most two after it, until the ends are the same again.
  expect(made.length).toBeLessThanOrEqual(6)
  expect(made.length).toBeGreaterThanOrEqual(2)
  expect(bytesOf(await readTree(newer))).toEqual(
    bytesOf(await readTree(await make('newer-anew', one.toSpliced(300, 1), null))),
  )
})

test('compressed copies stay behind, and what cannot be read is made anew', async () => {
  const broken = await make('broken', records.slice(0, 20), null)
  await writeFile(join(broken, '0/pagefind.js.gz'), 'packed')
  const next = await make('next', records.slice(0, 20), broken)
  expect(await readdir(join(next, '0'))).not.toContain('pagefind.js.gz')
  const whole = bytesOf(await readTree(next))

  await rm(join(broken, '0'), { recursive: true })
  expect(bytesOf(await readTree(await make('without-folder', records.slice(0, 20), broken)))).toEqual(whole)
  await writeFile(join(broken, 'parts.json'), '[{"kinds":["Project"]}')
  expect(bytesOf(await readTree(await make('without-list', records.slice(0, 20), broken)))).toEqual(whole)
})
