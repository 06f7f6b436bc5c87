import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { buildSite } from '../build.ts'
import { defineCommand } from '../command.ts'
import { summariseData } from '../data-summary.ts'
import { loadSettings } from '../settings.ts'
import { listenForStop } from '../stop-signal.ts'
import { recoverDataFolder } from '../store/data-folder.ts'
import { checkReplaceable, replaceSite } from '../store/staging.ts'

export const buildCommand = defineCommand({
  name: 'build',
  description:
    'Build the site from a data folder. An older site in the output folder stays until the new one is complete.',
  example: 'aether build --data data --out dist',
  args: {
    data: {
      type: 'string',
      valueHint: 'DIR',
      description: 'data folder (default: data in the state folder)',
    },
    out: { type: 'string', valueHint: 'DIR', default: 'dist', description: 'where the site goes' },
    verbose: { type: 'boolean', description: "print the site generator's own output" },
  },
  async run({ args, progress }) {
    const { configFile, state } = await loadSettings(args.config)
    const dataDir = args.data ? resolve(args.data) : state.data
    const outDir = resolve(args.out)
    await checkReplaceable(outDir)
    const partial = `${outDir}.partial`
    await recoverDataFolder(dataDir)
    const stop = listenForStop()
    try {
      const builtAt = new Date().toISOString()
      const verbose = args.verbose ?? false
      const summary = await summariseData(dataDir)
      const { signal } = stop
      await buildSite({ dataDir, summary, outDir: partial, configFile, builtAt, verbose, signal, progress })
      await replaceSite(partial, outDir)
    } finally {
      stop.dispose()
      await rm(partial, { recursive: true, force: true })
    }
    progress.note(`wrote    ${outDir}`)
  },
})
