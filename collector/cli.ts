import { stripVTControlCharacters } from 'node:util'

import { renderUsage } from 'citty'

import { DataFileError } from '../src/lib/files/parsed.ts'
import { parseArguments } from './arguments.ts'
import { type Command, globalArgs } from './command.ts'
import { AetherError, exitCodes, isSystemRefusal, UsageError } from './errors.ts'
import { createProgress } from './progress.ts'
import { registry } from './registry.ts'
import { suggest } from './suggest.ts'
import { readVersion } from './version.ts'

/** Runs one command line and resolves with the exit code. */
export async function main(argv: string[]): Promise<number> {
  try {
    return await dispatch(argv)
  } catch (error) {
    return reportError(error, argv.includes('--json'))
  }
}

async function dispatch(argv: string[]): Promise<number> {
  const { name, rest } = splitCommand(argv)
  if (name === null) return runWithoutCommand(rest)
  const registered = registry[name]
  if (!registered) {
    const near = suggest(name, Object.keys(registry))
    throw new UsageError(
      `There is no command "${name}"${near ? `; did you mean "${near}"?` : '.'} See aether --help.`,
    )
  }
  const command = await registered.load()
  if (rest.includes('--help') || rest.includes('-h')) {
    print(await renderCommandHelp(command))
    return exitCodes.ok
  }
  if (rest.includes('--version')) {
    print(readVersion())
    return exitCodes.ok
  }
  const args = parseArguments(rest, command.args)
  const progress = createProgress({ json: rest.includes('--json'), quiet: rest.includes('--quiet') })
  return (await command.run({ args, progress })) ?? exitCodes.ok
}

/** The first word is the command; options may stand before it. */
function splitCommand(argv: string[]): { name: string | null; rest: string[] } {
  for (let index = 0; index < argv.length; index++) {
    const argument = argv[index] ?? ''
    if (argument === '--config') index += 1
    else if (!argument.startsWith('-')) return { name: argument, rest: argv.toSpliced(index, 1) }
  }
  return { name: null, rest: argv }
}

function runWithoutCommand(rest: string[]): number {
  if (rest.includes('--version')) {
    print(readVersion())
    return exitCodes.ok
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    print(renderHelp())
    return exitCodes.ok
  }
  parseArguments(rest, globalArgs)
  print(renderHelp())
  return exitCodes.usage
}

function renderHelp(): string {
  const width = Math.max(...Object.keys(registry).map((name) => name.length))
  return [
    'aether: a complete, dated picture of an OpenStack cloud, as a static site',
    '',
    'Usage: aether COMMAND [options]',
    '',
    'Commands:',
    ...Object.entries(registry).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'Options of every command:',
    '  --config FILE  configuration (default: aether.yaml, where there is one)',
    '  --json         one JSON line an event on stdout',
    '  --quiet        print errors only',
    '  --version      print the version',
    '  --help         print the help of a command, with an example',
    '',
    'Example: aether collect --cloud production --data data',
    '',
    'Exit codes: 0 all good, 1 nothing published, 2 usage or configuration, 3 published with degraded sources,',
    '4 another run holds the lock.',
  ].join('\n')
}

async function renderCommandHelp(command: Command): Promise<string> {
  const usage = await renderUsage(command.definition)
  const text = `${usage}\n\nEXAMPLE\n\n  ${command.example}`
  return process.stdout.isTTY && !process.env['NO_COLOR'] ? text : stripVTControlCharacters(text)
}

function reportError(error: unknown, json: boolean): number {
  const expected = error instanceof AetherError || error instanceof DataFileError || isSystemRefusal(error)
  const exitCode = error instanceof AetherError ? error.exitCode : exitCodes.nothingPublished
  const message = error instanceof Error ? error.message : String(error)
  if (json) print(JSON.stringify({ event: 'error', message, exitCode }))
  // An error that nobody foresaw keeps its stack: it is a defect, and the stack is what a report of it needs.
  console.error(expected || !(error instanceof Error) ? `aether: ${message}` : (error.stack ?? message))
  return exitCode
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
