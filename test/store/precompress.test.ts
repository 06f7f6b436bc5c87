import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
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
