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
}
