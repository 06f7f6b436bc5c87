import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describeFiles, sumBytes, writeManifest } from '../../collector/store/manifest.ts'
import { beginRelease, publishRelease } from '../../collector/store/releases.ts'
import type { WholeManifest } from '../../src/lib/files/manifest.ts'
import { snapshotTime } from '../../src/lib/time.ts'

/** Publishes a snapshot of two pages and a data file, with the manifest that a refresh would write. */
export async function publishSnapshot(
  state: string,
  name: string,
  facts: Partial<WholeManifest> = {},
): Promise<void> {
  const folder = await beginRelease(state, name)
  for (const path of ['site/index.html', 'site/hosts/index.html', 'data/aio.csv']) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), `${path} of ${name}\n`)
  }
  const files = await describeFiles(folder)
  const collectedAt = snapshotTime(name) ?? ''
  await writeManifest(folder, {
    schema: 1,
    name,
    collectedAt,
    builtAt: collectedAt,
    buildSeconds: 12.34,
    aetherVersion: '0.1.0',
    degraded: false,
    totals: { instances: 1200, hosts: 16, projects: 5, volumes: null, flavors: 7 },
    inputs: name,
    siteBytes: sumBytes(files, 'site'),
    dataBytes: sumBytes(files, 'data'),
    files,
    ...facts,
  })
  await publishRelease(state, name)
}
