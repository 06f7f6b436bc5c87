import { formatBytes, formatCountOf } from '../../src/lib/units.ts'
import { defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import type { Progress } from '../progress.ts'
import { publishSite } from '../publish.ts'
import { loadSettings, type Settings } from '../settings.ts'
import { listenForStop } from '../stop-signal.ts'

export const publishCommand = defineCommand({
  name: 'publish',
  description:
    'Bring the served snapshot and its archive to a web server over ssh: only what differs, and a switch once all of it is there.',
  example: 'aether publish --to aether@web:/var/lib/aether',
  args: {
    to: {
      type: 'string',
      valueHint: 'TARGET',
      description: 'state folder of the web server, as rsync names it (default: publish.to of aether.yaml)',
    },
  },
  async run({ args, progress }) {
    const settings = await loadSettings(args.config)
    const target = args.to ?? settings.config.publish.to
    if (target === null) {
      throw new UsageError('Where to? Say --to user@web:/var/lib/aether, or set publish.to in aether.yaml.')
    }
    const stop = listenForStop()
    try {
      await publishTo(target, settings, stop.signal, progress)
    } finally {
      stop.dispose()
    }
  },
})

export async function publishTo(
  target: string,
  settings: Settings,
  signal: AbortSignal,
  progress: Progress,
): Promise<void> {
  const { name, files, bytes } = await publishSite({ settings, target, env: process.env, signal })
  progress.note(
    `sent     ${name} to ${target}: ${formatCountOf(files, 'file')} that differed, ${formatBytes(bytes)} on the wire`,
  )
}
