import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describeFiles, sumBytes, writeManifest } from '../../collector/store/manifest.ts'
import { precompressSite } from '../../collector/store/precompress.ts'
import { beginRelease, publishRelease } from '../../collector/store/releases.ts'
import { snapshotTime } from '../../src/lib/time.ts'

/** Text that compresses by half and is the same for the same seed. */
export function makeLines(seed: string, count: number): string {
  const line = (_: unknown, index: number) => createHash('sha256').update(`${seed} ${index}`).digest('hex')
  return `${Array.from({ length: count }, line).join('\n')}\n`
}

/** What a snapshot of `name` is made of: some files are the same in all snapshots, and of each kind that is thinned there is one. */
export function thinnableFiles(name: string): Record<string, string> {
  const page = (title: string, up: string) =>
    `<!doctype html><link rel="stylesheet" href="${up}_assets/site.abc123.css"><h1>${title}</h1><p>${makeLines(title, 40)}</p>`
  return {
    'site/index.html': page(name, './'),
    'site/404.html': page('No such page', './'),
    'site/hosts/index.html': page('Hosts', '../'),
    'site/hosts/same/index.html': page('The same', '../../'),
    'site/hosts/other/index.html': page(`Of ${name}`, '../../'),
    'site/rows/instances.json': JSON.stringify(makeLines(`rows ${name}`, 100)),
    'site/_assets/site.abc123.css': makeLines('style', 40),
    'site/favicon.svg': '<svg/>',
    'site/pagefind/pagefind.js': makeLines('search', 40),
    'site/exports/aether.xlsx': 'PK',
    'site/api/v1/instances.json': makeLines('api', 40),
    'site/api/v1/summary.json': makeLines(`summary ${name}`, 40),
    'site/data/aio.csv': makeLines('csv', 400),
    'data/aio.csv': `${makeLines('csv', 400)}${name}\n`,
    'data/ratio.txt': 'cmp01, 4, 1.5\n',
    'data/new.json': makeLines(`new ${name}`, 200),
    'history.json': `{"name":"${name}"}\n`,
  }
}

/** Publishes such a snapshot with the manifest that a refresh would write. */
export async function publishThinnable(state: string, name: string): Promise<void> {
  const folder = await beginRelease(state, name)
  for (const [path, content] of Object.entries(thinnableFiles(name))) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  await precompressSite(join(folder, 'site'))
  const files = await describeFiles(folder)
  const collectedAt = snapshotTime(name) ?? ''
  await writeManifest(folder, {
    schema: 1,
    name,
    collectedAt,
    builtAt: collectedAt,
    buildSeconds: 1,
    aetherVersion: '0.1.0',
    degraded: false,
    totals: { instances: 1, hosts: 2, projects: 1, volumes: null, flavors: null },
    inputs: name,
    siteBytes: sumBytes(files, 'site'),
    dataBytes: sumBytes(files, 'data'),
    files,
  })
  await publishRelease(state, name)
}

/** Every file below a folder with the hash of its bytes. */
export async function hashFiles(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const hashes: [string, string][] = []
  for (const path of paths.toSorted()) {
    const hash = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
    hashes.push([path.slice(folder.length + 1), hash])
  }
  return Object.fromEntries(hashes)
}
