import { resolve } from 'node:path'
import { defineCommand } from '../command.ts'
import { refresh } from '../refresh.ts'
import { repeatRefresh } from '../repeat.ts'
import { saveMemory } from '../save-memory.ts'
import { loadSettings } from '../settings.ts'
import { listenForStop } from '../stop-signal.ts'
import { publishTo } from './publish.ts'

export const refreshCommand = defineCommand({
  name: 'refresh',
  description:
    'Collect, check, build, archive and switch to the new site, and bring it to the web server where one is configured: what the timer runs.',
  example: 'aether refresh --config /etc/aether/aether.yaml',
  args: {
    collect: {
      type: 'boolean',
      default: true,
      description: 'read the cloud first',
      negativeDescription: 'use the data folder as it is, filled by another machine',
    },
    cloud: {
      type: 'string',
      valueHint: 'NAME',
      description: 'entry of clouds.yaml (default: aether.yaml, then OS_CLOUD)',
    },
    data: {
      type: 'string',
      valueHint: 'DIR',
      description: 'data folder (default: data in the state folder)',
    },
    verbose: { type: 'boolean', description: "print the site generator's own output" },
    repeat: {
      type: 'boolean',
      description:
        'stay, and refresh again every site.intervalMinutes, whatever a run ends with: where there is no timer, as in a container',
    },
  },
  async run({ args, progress }) {
    const stop = listenForStop()
    if (args.repeat) {
      const load = () => loadSettings(args.config)
      const { signal } = stop
      return repeatRefresh({ words: listWords(args), loadSettings: load, signal, progress }).finally(
        stop.dispose,
      )
    }
    saveMemory()
    try {
      const settings = await loadSettings(args.config)
      const { exitCode } = await refresh({
        settings,
        dataDir: args.data ? resolve(args.data) : settings.state.data,
        collects: args.collect,
        env: process.env,
        cloud: args.cloud ?? null,
        signal: stop.signal,
        verbose: args.verbose ?? false,
        progress,
      })
      // Also where nothing was new: the last transfer may have broken off.
      const { to } = settings.config.publish
      if (to !== null) await publishTo(to, settings, stop.signal, progress)
      return exitCode
    } finally {
      stop.dispose()
    }
  },
})

/** The options of one of the repeated runs, as they were given to the command that repeats. */
function listWords({ config, cloud, data, collect, ...flags }: RefreshArguments): string[] {
  const values = Object.entries({ config, cloud, data })
  const switches = ['verbose', 'json', 'quiet'] as const
  return [
    ...values.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value])),
    ...(collect ? [] : ['--no-collect']),
    ...switches.flatMap((name) => (flags[name] ? [`--${name}`] : [])),
  ]
}

interface RefreshArguments {
  config?: string | undefined
  cloud?: string | undefined
  data?: string | undefined
  collect: boolean
  verbose?: boolean | undefined
  json?: boolean | undefined
  quiet?: boolean | undefined
}
