import type { ArgsDef, CommandDef, ParsedArgs } from 'citty'

import type { Progress } from './progress.ts'

/** Every command has these. */
export const globalArgs = {
  config: {
    type: 'string',
    valueHint: 'FILE',
    description: 'configuration (default: aether.yaml, where there is one)',
  },
  json: { type: 'boolean', description: 'one JSON line an event on stdout' },
  quiet: { type: 'boolean', description: 'print errors only' },
} as const satisfies ArgsDef

export interface Context<T extends ArgsDef> {
  args: ParsedArgs<T & typeof globalArgs>
  progress: Progress
}

export interface Command {
  definition: CommandDef
  args: ArgsDef
  example: string
  run(context: { args: unknown; progress: Progress }): Promise<number | void>
}

export interface CommandInput<T extends ArgsDef> {
  name: string
  description: string
  /** A whole line as it would be typed. */
  example: string
  args: T
  /** Resolves with the exit code; nothing means 0. */
  run(context: Context<T>): Promise<number | void>
}

/** A subcommand; `name` is what is typed after `aether`. The global options are added. */
export function defineCommand<const T extends ArgsDef>(input: CommandInput<T>): Command {
  const args = { ...input.args, ...globalArgs }
  return {
    args,
    definition: { meta: { name: `aether ${input.name}`, description: input.description }, args },
    example: input.example,
    run: (context) => input.run(context as Context<T>),
  }
}
