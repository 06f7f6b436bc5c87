import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { silentProgress } from '../../collector/progress.ts'
import { refresh } from '../../collector/refresh.ts'
import { precompressSite } from '../../collector/store/precompress.ts'
import type { StatePaths } from '../../collector/store/state.ts'
import { defaultConfig } from '../../src/lib/files/config.ts'
import { makeRefreshEffects } from './refresh-effects.ts'

/** A whole refresh, but for the cloud and the pages: those are the given files of the site. */
export async function refreshMadeSite(
  state: StatePaths,
  collectedAt: string,
  files: Record<string, string>,
): Promise<void> {
  const settings = { configFile: null, config: defaultConfig, state }
  const unused = { env: {}, cloud: null, signal: null, verbose: false, progress: silentProgress }
  await refresh(
    { settings, dataDir: state.data, collects: true, ...unused },
    {
      ...makeRefreshEffects(state.data, collectedAt),
      clock: () => new Date(collectedAt),
      async build({ outDir }) {
        for (const [path, content] of Object.entries(files)) {
          await mkdir(dirname(join(outDir, path)), { recursive: true })
          await writeFile(join(outDir, path), content)
        }
        await precompressSite(outDir)
      },
    },
  )
}
