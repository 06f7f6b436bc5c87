import { once } from 'node:events'
import { resolve } from 'node:path'
import { defineCommand } from '../command.ts'
import { runDemo } from '../demo.ts'
import { parseCount, parsePort } from '../numbers.ts'
import { startServer } from '../serve.ts'
import { loadSettings } from '../settings.ts'
import { listenForStop } from '../stop-signal.ts'

export const demoCommand = defineCommand({
  name: 'demo',
  description:
    'Show the whole of Aether on a simulated cloud: several collections, a build each, then the site.',
  example: 'aether demo --hosts 100 --servers 2000',
  args: {
    serve: {
      type: 'boolean',
      default: true,
      description: 'serve the site when it is built',
      negativeDescription: 'end when the site is built',
    },
    hosts: { type: 'string', valueHint: 'N', default: '40', description: 'hosts of the simulated cloud' },
    servers: { type: 'string', valueHint: 'N', default: '400', description: 'its instances' },
    volumes: { type: 'string', valueHint: 'N', default: '300', description: 'its volumes' },
    state: {
      type: 'string',
      valueHint: 'DIR',
      default: 'state/demo',
      description: 'where data, archive and site go; an earlier demo there is replaced',
    },
    host: { type: 'string', valueHint: 'ADDRESS', default: '127.0.0.1', description: 'where to listen' },
    port: {
      type: 'string',
      valueHint: 'PORT',
      description: 'where to listen (default: 8080 or the next free one)',
    },
    verbose: { type: 'boolean', description: 'print every step of every snapshot' },
  },
  async run({ args, progress }) {
    const { config } = await loadSettings(args.config)
    const port = parsePort(args.port)
    const begin = performance.now()
    const state = await runDemo({
      stateDir: resolve(args.state),
      config,
      hosts: parseCount('--hosts', args.hosts),
      servers: parseCount('--servers', args.servers),
      volumes: parseCount('--volumes', args.volumes),
      verbose: args.verbose ?? false,
      progress,
    })
    progress.note(`Built in ${((performance.now() - begin) / 1000).toFixed(0)} s below ${state.root}`)
    if (!args.serve) return
    const server = await startServer({
      siteDir: state.current,
      archiveDir: state.archive,
      host: args.host,
      ...port,
    })
    progress.note(`Open ${server.url} (end with Ctrl-C)`)
    await once(listenForStop().signal, 'abort')
    await server.close()
  },
})
