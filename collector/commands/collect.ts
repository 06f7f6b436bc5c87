import { resolve } from 'node:path'

import { formatCount } from '../../src/lib/units.ts'
import { collect, type CollectResult } from '../collect.ts'
import { defineCommand } from '../command.ts'
import { saveMemory } from '../save-memory.ts'
import { loadSettings } from '../settings.ts'
import { listenForStop } from '../stop-signal.ts'
import { openDataFolder } from '../store/data-folder.ts'
import { withLock } from '../store/lock.ts'

export const collectCommand = defineCommand({
  name: 'collect',
  description: 'Read the cloud into the data folder; all files of a run are written, or none.',
  example: 'aether collect --cloud production --data data',
  args: {
    cloud: {
      type: 'string',
      valueHint: 'NAME',
      description: 'entry of clouds.yaml (default: aether.yaml, then OS_CLOUD, then the OS_* variables)',
    },
    data: {
      type: 'string',
      valueHint: 'DIR',
      description: 'data folder (default: data in the state folder)',
    },
  },
  async run({ args, progress }) {
    saveMemory()
    const { config, state } = await loadSettings(args.config)
    const dataDir = args.data === undefined ? state.data : resolve(args.data)
    const stop = listenForStop()
    try {
      await openDataFolder(dataDir)
      const result = await withLock(dataDir, () =>
        collect({
          config,
          dataDir,
          env: process.env,
          progress,
          cloud: args.cloud ?? null,
          signal: stop.signal,
        }),
      )
      progress.note(summarise(result, dataDir))
      return result.exitCode
    } finally {
      stop.dispose()
    }
  },
})

function summarise({ meta }: CollectResult, dataDir: string): string {
  const requests = meta.sources.reduce((sum, source) => sum + source.requests, 0)
  const broken = meta.sources.filter(({ state }) => state === 'failed' || state === 'degraded')
  const rest = broken.length === 0 ? '' : `; not whole: ${broken.map(({ name }) => name).join(', ')}`
  return `Collected into ${dataDir} in ${meta.seconds.toFixed(1)} s with ${formatCount(requests)} requests${rest}.`
}
