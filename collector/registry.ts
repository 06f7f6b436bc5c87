import type { Command } from './command.ts'

export interface RegisteredCommand {
  summary: string
  /** Lazy, so that `aether --help` loads none of them. */
  load(): Promise<Command>
}

/** Every subcommand, in the order of the help. */
export const registry: Record<string, RegisteredCommand> = {
  collect: {
    summary: 'read the cloud into data/',
    load: async () => (await import('./commands/collect.ts')).collectCommand,
  },
  build: {
    summary: 'data/ -> site',
    load: async () => (await import('./commands/build.ts')).buildCommand,
  },
  refresh: {
    summary: 'collect, check, build, archive, switch: what the timer runs',
    load: async () => (await import('./commands/refresh.ts')).refreshCommand,
  },
  publish: {
    summary: 'bring the site to a web server over ssh',
    load: async () => (await import('./commands/publish.ts')).publishCommand,
  },
  reserve: {
    summary: 'list, set, clear or import what is promised on hosts',
    load: async () => (await import('./commands/reserve.ts')).reserveCommand,
  },
  users: {
    summary: 'list, add or remove who may see the site, or take them from the earlier tool',
    load: async () => (await import('./commands/users.ts')).usersCommand,
  },
  archive: {
    summary: 'list, show, prune or verify the archived snapshots',
    load: async () => (await import('./commands/archive.ts')).archiveCommand,
  },
  serve: {
    summary: 'look at the built site on this machine',
    load: async () => (await import('./commands/serve.ts')).serveCommand,
  },
  health: {
    summary: 'say whether the site is kept up, for the health check of a container',
    load: async () => (await import('./commands/health.ts')).healthCommand,
  },
  doctor: {
    summary: 'look at everything that a run needs, and say how to mend it',
    load: async () => (await import('./commands/doctor.ts')).doctorCommand,
  },
  demo: {
    summary: 'a simulated cloud, collected and built several times, then served',
    load: async () => (await import('./commands/demo.ts')).demoCommand,
  },
  'demo-cloud': {
    summary: 'only the simulated cloud, for load and tests',
    load: async () => (await import('./commands/demo-cloud.ts')).demoCloudCommand,
  },
}
