import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pruneArchive } from '../../collector/archive/prune.ts'
import { thinArchive } from '../../collector/archive/thin.ts'
import type { BuildOptions } from '../../collector/build.ts'
import type { RefreshEffects } from '../../collector/refresh.ts'
import { serialiseMeta } from '../../src/lib/files/meta.ts'
import type { Meta, SourceState } from '../../src/lib/model.ts'
import { loadSnapshot } from '../../src/lib/snapshot.ts'

function makeMeta(collectedAt: string, sourceState: SourceState): Meta {
  const source = {
    name: 'servers',
    via: 'api',
    requests: 1,
    items: 1,
    seconds: 1,
    message: '',
    files: ['aio.csv'],
  }
  return {
    schema: 1,
    aetherVersion: '0.1.0',
    collectedAt,
    seconds: 1,
    intervalMinutes: 120,
    cloud: { name: 'demo', authUrl: 'http://127.0.0.1/', region: 'one', versions: {} },
    sources: [{ ...source, state: sourceState }],
    files: {},
  }
}

/** A data folder of one host and one instance. */
export async function fillFolder(
  dataDir: string,
  collectedAt: string,
  sourceState: SourceState = 'ok',
  instance = 'web',
): Promise<Meta> {
  const meta = makeMeta(collectedAt, sourceState)
  const files = {
    'aio.csv': `Project|ID|Name|Status|Power State|Networks|Image Name|Image ID|Flavor Name|Flavor ID|Host|CPU|RAM\nops|1|${instance}|ACTIVE|Running|net=10.0.0.1|debian|i1|m1|f1|cmp01|2|4096\n`,
    'allocation.txt': '1 cmp01 QEMU 10.0.0.1 up 2 16 4096 65536\n',
    'ratio.txt': 'cmp01, 4, 1.5\n',
    'meta.json': serialiseMeta(meta),
    'clouds.yaml': 'password: secret',
  }
  await mkdir(dataDir, { recursive: true })
  for (const [name, text] of Object.entries(files)) await writeFile(join(dataDir, name), text)
  return meta
}

/** Collects by writing files, builds a one-page site; what the real ones do has its own tests. */
export function makeRefreshEffects(
  dataDir: string,
  collectedAt: string,
  sourceState: SourceState = 'ok',
): RefreshEffects {
  return {
    clock: () => new Date('2026-11-22T06:12:00Z'),
    async collect() {
      const meta = await fillFolder(dataDir, collectedAt, sourceState)
      return { meta, exitCode: sourceState === 'ok' ? 0 : 3 }
    },
    async build({ dataDir: copy, outDir }: BuildOptions) {
      const { instances } = await loadSnapshot(copy)
      await mkdir(outDir)
      await writeFile(join(outDir, 'index.html'), instances.map(({ name }) => name).join())
    },
    prune: pruneArchive,
    thin: thinArchive,
  }
}
