import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildSite } from '../../collector/build.ts'
import { summariseData } from '../../collector/data-summary.ts'
import { silentProgress } from '../../collector/progress.ts'
import { parseAio, serialiseAio } from '../../src/lib/files/aio.ts'
import { fillFromDemoCloud } from '../support/demo-data.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import { writeFile } from 'node:fs/promises'

const LIMIT = 240_000

/** Each file of a site, by its path: its bytes, and where they are on the disk. */
async function readSite(site: string): Promise<Map<string, { content: Buffer; inode: number }>> {
  const entries = await readdir(site, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  const read = files.toSorted().map(async (path) => {
    const [content, { ino }] = [await readFile(path), await stat(path)]
    return [path.slice(site.length + 1), { content, inode: ino }] as const
  })
  return new Map(await Promise.all(read))
}

async function build(dataDir: string, outDir: string, previousSite: string | null): Promise<string> {
  const options = { configFile: null, builtAt: '2026-11-22T06:12:00.000Z', verbose: false }
  const summary = await summariseData(dataDir)
  await buildSite({ ...options, progress: silentProgress, dataDir, summary, outDir, previousSite })
  return outDir
}

async function renameAnInstance(dataDir: string): Promise<void> {
  const file = join(dataDir, 'aio.csv')
  const { value } = parseAio(await readFile(file, 'utf8'))
  await writeFile(
    file,
    serialiseAio(value.map((row, index) => (index === 5 ? { ...row, name: 'renamed' } : row))),
  )
}

test(
  'what is taken over from the site before is what would be made: equal byte for byte, index and copies linked',
  async () => {
    const root = await makeTemporaryFolder('taken-over')
    const data = join(root, 'data')
    await fillFromDemoCloud()(data)
    const first = await build(data, join(root, 'first'), null)
    const [before, same] = [
      await readSite(first),
      await readSite(await build(data, join(root, 'same'), first)),
    ]
    expectEqual(same, before)
    const linked = (path: string) => same.get(path)?.inode === before.get(path)?.inode
    const packed = [...same.keys()].filter((path) => path.endsWith('.gz'))
    expect(packed.length).toBeGreaterThan(50)
    expect(packed.filter((path) => !linked(path))).toEqual([])
    const index = [...same.keys()].filter((path) => path.startsWith('pagefind/0/'))
    expect(index.length).toBeGreaterThan(5)
    expect(index.filter((path) => !linked(path))).toEqual([])

    await renameAnInstance(data)
    const reusing = await readSite(await build(data, join(root, 'reusing'), first))
    const anew = await readSite(await build(data, join(root, 'anew'), null))
    expectEqual(reusing, anew)
    const taken = [...reusing].filter(([path, { inode }]) => before.get(path)?.inode === inode)
    expect(taken.length).toBeGreaterThan(50)
    expect(taken.map(([path]) => path)).not.toContain('pagefind/0/pagefind-entry.json')
  },
  LIMIT,
)

function expectEqual(site: Awaited<ReturnType<typeof readSite>>, other: typeof site): void {
  expect([...site.keys()]).toEqual([...other.keys()])
  const differing = [...site].filter(([path, { content }]) => !other.get(path)?.content.equals(content))
  expect(differing.map(([path]) => path)).toEqual([])
}
