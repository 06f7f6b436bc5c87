import { basename } from 'node:path'
import pLimit, { type LimitFunction } from 'p-limit'
import { asRecords, type JsonRecord } from '../openstack/json.ts'
import { CommandError, lastLine, runForBoth } from '../run-command.ts'
import { AbsentError } from '../sources/source.ts'
import { splitDocuments } from './documents.ts'
import { hideSecrets } from './secrets.ts'

/** The `openstack` command as one subject sees it. */
export interface OpenstackCommand {
  /** Up to so many servers, volumes and the like are each asked for what only `show` tells. */
  readonly showAtMost: number
  /** The rows of a list, from a process of its own. Rejects with one sentence. */
  ask(words: readonly string[], options?: readonly string[]): Promise<JsonRecord[]>
  /** A process for many commands, given to it on its standard input. Never rejects for what went wrong with one of them. */
  converse(lines: readonly string[], options: readonly string[]): Promise<Conversation>
}

export interface Conversation {
  documents: unknown[]
  /** The lines that the command said besides. */
  complaints: string[]
}

export interface CommandSettings {
  command: readonly string[]
  concurrency: number
  commandSeconds: number
  showAtMost: number
  /** Name in clouds.yaml; null where the environment decides. */
  cloud: string | null
  env: Readonly<Record<string, string | undefined>>
  signal: AbortSignal
}

/** One for a run, whose processes share its bound; each subject counts its own. */
export function createOpenstackCommands(settings: CommandSettings): (count: () => void) => OpenstackCommand {
  const limit = pLimit(settings.concurrency)
  return (count) => ({
    showAtMost: settings.showAtMost,
    async ask(words, options = []) {
      const line = `openstack ${words.join(' ')}`
      const text = await run([...options, ...words, '-f', 'json'], undefined, line, settings, limit, count)
      const [document] = splitDocuments(text.stdout)
      if (document === undefined) throw new Error(`"${line}" gave no JSON.`)
      return Array.isArray(document) ? asRecords(document) : asRecords([document])
    },
    async converse(lines, options) {
      const input = `${lines.join('\n')}\n`
      const said = await runPatiently(options, input, settings, limit, count)
      return {
        documents: splitDocuments(said.stdout),
        complaints: hideSecrets(said.stderr, settings)
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== ''),
      }
    },
  })
}

async function run(
  words: readonly string[],
  input: string | undefined,
  line: string,
  settings: CommandSettings,
  limit: LimitFunction,
  count: () => void,
): Promise<{ stdout: string; stderr: string }> {
  const { command, cloud, env, signal, commandSeconds: seconds } = settings
  const all = [...(cloud === null ? [] : [`--os-cloud=${cloud}`]), ...words]
  // The shell at the other end of ssh splits words at blanks.
  const isRemote = command.some((word) => basename(word) === 'ssh')
  const told = isRemote ? all.map((word) => `'${word.replaceAll("'", `'\\''`)}'`) : all
  try {
    return await limit(() => {
      signal.throwIfAborted()
      count()
      return runForBoth(
        [...command, ...told],
        input === undefined ? { env, seconds, signal } : { env, seconds, signal, input },
      )
    })
  } catch (error) {
    throw explain(error, line, settings)
  }
}

/** What was answered before a time limit, or before the command ended badly, counts all the same. */
async function runPatiently(
  options: readonly string[],
  input: string,
  settings: CommandSettings,
  limit: LimitFunction,
  count: () => void,
): Promise<{ stdout: string; stderr: string }> {
  try {
    return await run(options, input, 'openstack', settings, limit, count)
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null
    if (!(cause instanceof CommandError) || cause.kind === 'stopped' || cause.kind === 'not-found')
      throw error
    return { stdout: cause.stdout, stderr: `${cause.stderr}\n${error instanceof Error ? error.message : ''}` }
  }
}

/** Never the words before `openstack`, nor its options: they may hold a secret. */
function explain(error: unknown, line: string, settings: CommandSettings): Error {
  if (!(error instanceof CommandError)) return error instanceof Error ? error : new Error(String(error))
  const { kind, exitCode, stderr, stdout } = error
  if (kind === 'not-found') {
    return new Error(
      `There is no command "${settings.command[0] ?? ''}" here: cli.command in aether.yaml says how openstack is called.`,
      { cause: error },
    )
  }
  if (kind === 'time-limit') {
    return new Error(`"${line}" did not answer within ${settings.commandSeconds} s.`, { cause: error })
  }
  if (kind === 'stopped') return new Error(`"${line}" was stopped with the run.`, { cause: error })
  // What the command does not know it says where its answers go.
  const said = hideSecrets(lastLine(stderr) || lastLine(stdout.split('\n')[0] ?? ''), settings)
  if (/endpoint for .+ not found/i.test(stderr)) {
    return new AbsentError(`"${line}" found no such service in the cloud: ${said}.`, { cause: error })
  }
  return new Error(`"${line}" ended with ${exitCode ?? 'a signal'}${said === '' ? '' : `: ${said}`}.`, {
    cause: error,
  })
}
