import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { precompressSite } from '../../collector/store/precompress.ts'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'aether-gzip-'))
  await mkdir(join(root, 'hosts/cmp01'), { recursive: true })
})

afterEach(() => rm(root, { recursive: true }))

test('writes a copy beside large text, and only there', async () => {
  const page = '<p>instance</p>'.repeat(400)
  await writeFile(join(root, 'hosts/cmp01/index.html'), page)
  await writeFile(join(root, 'small.css'), 'a{}')
  await writeFile(join(root, 'icon.png'), Buffer.alloc(4000))
  await writeFile(join(root, 'index.pf_fragment'), Buffer.alloc(4000))

  const result = await precompressSite(root)

  expect(result).toMatchObject({ files: 1, bytes: page.length })
  const compressed = await readFile(join(root, 'hosts/cmp01/index.html.gz'))
  expect(gunzipSync(compressed).toString()).toBe(page)
  expect(compressed.length).toBe(result.compressedBytes)
  expect((await readdir(root)).toSorted()).toEqual(['hosts', 'icon.png', 'index.pf_fragment', 'small.css'])
})

test('writes a second copy of scripts and styles, for nginx with brotli', async () => {
  const script = 'const instance = "web"\n'.repeat(400)
  await mkdir(join(root, '_assets'))
  for (const path of ['_assets/site.abc.js', 'index.html']) await writeFile(join(root, path), script)
  await writeFile(join(root, '_assets/small.js'), 'a()')
  await precompressSite(root)
  const names = ['site.abc.js', 'site.abc.js.br', 'site.abc.js.gz', 'small.js']
  expect((await readdir(join(root, '_assets'))).toSorted()).toEqual(names)
  expect(brotliDecompressSync(await readFile(join(root, '_assets/site.abc.js.br'))).toString()).toBe(script)
  expect(await readdir(root)).not.toContain('index.html.br')
})

test('gives the same bytes for the same input', async () => {
  await writeFile(join(root, 'rows.json'), JSON.stringify(Array.from({ length: 3000 }, (_, id) => id)))
  await precompressSite(root)
  const first = await readFile(join(root, 'rows.json.gz'))
  await precompressSite(root)
  expect(await readFile(join(root, 'rows.json.gz'))).toEqual(first)
  expect(first.readUInt32LE(4)).toBe(0)
})

test('keeps no copy that is larger than the file', async () => {
  await writeFile(join(root, 'noise.json'), crypto.getRandomValues(Buffer.alloc(4096)))
  await precompressSite(root)
  expect(await readdir(root)).not.toContain('noise.json.gz')
})

test('takes the copies of equal files from the site before, and of no others', async () => {
  const [before, after, whole] = ['before', 'after', 'whole'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ]
  const text = (word: string) => `<p>${word}</p>`.repeat(300)
  const files = {
    'index.html': 'same',
    'hosts.html': 'old',
    'damaged.html': 'same',
    '_assets/a.js': 'same',
    'new.html': 'new',
  }
  await mkdir(join(before, '_assets'), { recursive: true })
  for (const [name, word] of Object.entries(files)) {
    if (name !== 'new.html') await writeFile(join(before, name), text(word))
  }
  await precompressSite(before)
  await writeFile(join(before, 'damaged.html.gz'), 'not what it was')
  await mkdir(join(after, '_assets'), { recursive: true })
  for (const name of Object.keys(files))
    await writeFile(join(after, name), text(name === 'hosts.html' ? 'other' : files['index.html']))
  await cp(after, whole, { recursive: true })

  expect(await precompressSite(after, before)).toEqual(await precompressSite(whole))
  const copies = [
    'index.html.gz',
    'hosts.html.gz',
    'damaged.html.gz',
    '_assets/a.js.gz',
    '_assets/a.js.br',
    'new.html.gz',
  ]
  for (const name of copies) {
    expect(await readFile(join(after, name)), name).toEqual(await readFile(join(whole, name)))
  }
  const isLinked = async (name: string) => (await stat(join(after, name))).nlink === 2
  expect(await Promise.all(copies.map(isLinked))).toEqual([true, false, false, true, true, false])
})
