import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { parsePort } from '../numbers.ts'
import { startServer } from '../serve.ts'
import { loadSettings } from '../settings.ts'
import { listenForStop } from '../stop-signal.ts'

export const serveCommand = defineCommand({
  name: 'serve',
  description:
    'Look at the built site on this machine: no password, so only on the loopback address by default.',
  example: 'aether serve --port 8080',
  args: {
    dir: {
      type: 'string',
      valueHint: 'DIR',
      description: 'a built site (default: current in the state folder, with its archive)',
    },
    host: { type: 'string', valueHint: 'ADDRESS', default: '127.0.0.1', description: 'where to listen' },
    port: {
      type: 'string',
      valueHint: 'PORT',
      description: 'where to listen (default: 8080 or the next free one)',
    },
  },
  async run({ args, progress }) {
    const { state } = await loadSettings(args.config)
    const siteDir = args.dir ? resolve(args.dir) : state.current
    if (!existsSync(join(siteDir, 'index.html'))) {
      throw new UsageError(
        `There is no site in ${siteDir} yet. "aether refresh" or "aether build" makes one.`,
      )
    }
    const server = await startServer({
      siteDir,
      archiveDir: args.dir ? null : state.archive,
      host: args.host,
      ...parsePort(args.port),
    })
    progress.note(`Serving ${siteDir} at ${server.url} (end with Ctrl-C)`)
    await once(listenForStop().signal, 'abort')
    await server.close()
  },
})
