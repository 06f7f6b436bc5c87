import { once } from 'node:events'

import { defineCommand } from '../command.ts'
import { startDemoCloud } from '../demo-cloud/index.ts'
import { UsageError } from '../errors.ts'

const numbers = {
  hosts: 16,
  servers: 300,
  volumes: 160,
  projects: 12,
  seed: 1,
  latency: 0,
  port: 0,
} as const

export const demoCloudCommand = defineCommand({
  name: 'demo-cloud',
  description: 'Run a simulated OpenStack on this machine and print the OS_* settings that reach it.',
  example: 'aether demo-cloud --servers 10000 --port 5000 > openrc & sleep 2; . ./openrc',
  args: {
    hosts: { type: 'string', valueHint: 'N', description: 'hypervisors (default: 16)' },
    servers: { type: 'string', valueHint: 'N', description: 'servers (default: 300)' },
    volumes: { type: 'string', valueHint: 'N', description: 'volumes (default: 160)' },
    projects: { type: 'string', valueHint: 'N', description: 'projects (default: 12)' },
    seed: { type: 'string', valueHint: 'N', description: 'the same seed gives the same cloud (default: 1)' },
    latency: {
      type: 'string',
      valueHint: 'MS',
      description: 'milliseconds that every answer waits (default: 0)',
    },
    port: { type: 'string', valueHint: 'PORT', description: 'port (default: any free one)' },
    host: { type: 'string', valueHint: 'ADDRESS', description: 'address to listen on (default: 127.0.0.1)' },
  },
  async run({ args, progress }) {
    const read = (name: keyof typeof numbers) => readNumber(name, args[name])
    const cloud = await startDemoCloud({
      hosts: read('hosts'),
      servers: read('servers'),
      volumes: read('volumes'),
      projects: read('projects'),
      seed: read('seed'),
      latencyMs: read('latency'),
      port: read('port'),
      host: args.host ?? '127.0.0.1',
    })
    const ceph = cloud.cephCommand.join(' ')
    if (args.json) {
      print(
        JSON.stringify({
          event: 'ready',
          env: cloud.env,
          cephCommand: cloud.cephCommand,
          counts: cloud.counts(),
        }),
      )
    } else {
      for (const [name, value] of Object.entries(cloud.env)) print(`export ${name}=${quote(value)}`)
      print(`# ceph: ${ceph}`)
      progress.note(
        `A cloud of ${cloud.counts().servers} servers answers at ${cloud.authUrl}; Ctrl-C ends it.`,
      )
    }
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
    await cloud.close()
  },
})

function readNumber(name: keyof typeof numbers, text: string | undefined): number {
  if (text === undefined) return numbers[name]
  if (!/^\d+$/.test(text)) throw new UsageError(`--${name} takes a whole number, not "${text}". See --help.`)
  return Number(text)
}

/** Quoted for a POSIX shell. */
function quote(value: string): string {
  return `'${value.replaceAll("'", String.raw`'\''`)}'`
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
