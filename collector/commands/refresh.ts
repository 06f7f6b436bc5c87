import { resolve } from 'node:path'
import { defineCommand } from '../command.ts'
import { refresh } from '../refresh.ts'
import { loadSettings } from '../settings.ts'

export const refreshCommand = defineCommand({
  name: 'refresh',
  description: 'Collect, check, build, archive and switch to the new site: what the timer runs.',
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
  },
  async run({ args, progress }) {
    const settings = await loadSettings(args.config)
    const config = args.cloud ? { ...settings.config, cloud: args.cloud } : settings.config
    const { exitCode } = await refresh({
      settings: { ...settings, config },
      dataDir: args.data ? resolve(args.data) : settings.state.data,
      collects: args.collect,
      env: process.env,
      verbose: args.verbose ?? false,
      progress,
    })
    return exitCode
  },
})
