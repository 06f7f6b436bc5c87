import type { ExecaError } from 'execa'

export interface CommandLimits {
  env: Readonly<Record<string, string | undefined>>
  seconds: number
  /** Ends the command with the run. */
  signal: AbortSignal
  /** Given to it on its standard input; it has none where this is not set. */
  input?: string
}

/** A command that gave no answer. The message is one sentence for the operator. */
export class CommandError extends Error {
  override name = 'CommandError'
  readonly kind: 'not-found' | 'time-limit' | 'stopped' | 'failed'
  /** Null where a signal ended it, or where it never ran. */
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string

  constructor(
    message: string,
    facts: { kind: CommandError['kind']; exitCode?: number; stdout?: string; stderr?: string },
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.kind = facts.kind
    this.exitCode = facts.exitCode ?? null
    this.stdout = facts.stdout ?? ''
    this.stderr = facts.stderr ?? ''
  }
}

/** Runs a command and resolves with what it prints. Throws CommandError. */
export async function runCommand(words: readonly string[], limits: CommandLimits): Promise<string> {
  const { stdout } = await runForBoth(words, limits)
  return stdout
}

/**
 * Runs a command and resolves with what it prints and what it says besides. It has no terminal, so that it can ask nothing; a
 * time limit and the end of the run end it with every process that it started. Throws CommandError.
 */
export async function runForBoth(
  words: readonly string[],
  limits: CommandLimits,
): Promise<{ stdout: string; stderr: string }> {
  const [file = '', ...args] = words
  // Loading it takes as long as ten requests, which a collection over the APIs alone need not wait for.
  const { execa, ExecaError } = await import('execa')
  try {
    const { stdout, stderr } = await execa(file, args, {
      env: limits.env,
      extendEnv: false,
      ...(limits.input === undefined ? { stdin: 'ignore' as const } : { input: limits.input }),
      timeout: limits.seconds * 1000,
      cancelSignal: limits.signal,
      // Wrappers (sudo, containers, shells) leave their children alone when they are ended.
      killDescendants: true,
      forceKillAfterDelay: 2000,
      stripFinalNewline: false,
    })
    return { stdout, stderr }
  } catch (error) {
    if (!(error instanceof ExecaError)) throw error
    throw explain(error, words, limits)
  }
}

function explain(error: ExecaError, words: readonly string[], { seconds }: CommandLimits): CommandError {
  const line = words.join(' ')
  const fail = (kind: CommandError['kind'], message: string) => {
    const facts = { kind, stdout: String(error.stdout ?? ''), stderr: String(error.stderr ?? '') }
    const ended = error.exitCode === undefined ? facts : { ...facts, exitCode: error.exitCode }
    return new CommandError(message, ended, { cause: error })
  }
  if (error.code === 'ENOENT') return fail('not-found', `There is no command "${words[0]}" here.`)
  if (error.timedOut) return fail('time-limit', `"${line}" did not answer within ${seconds} s.`)
  if (error.isCanceled) return fail('stopped', `"${line}" was stopped with the run.`)
  const said = lastLine(String(error.stderr ?? ''))
  return fail(
    'failed',
    `"${line}" ended with ${error.exitCode ?? error.signal ?? error.code}${said === '' ? '' : `: ${said}`}.`,
  )
}

/** Where a command says what is wrong with it. */
export function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim().slice(0, 200).replace(/\.$/, '') ?? ''
}
