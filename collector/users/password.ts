import { createInterface } from 'node:readline'
import { text as readStream } from 'node:stream/consumers'
import { Writable } from 'node:stream'
import { hash } from 'bcryptjs'
import { UsageError } from '../errors.ts'

/** bcrypt reads no further. */
const MOST_BYTES = 72

export interface PasswordEffects {
  stdin: NodeJS.ReadableStream & { isTTY?: boolean }
  stderr: NodeJS.WritableStream
}

/**
 * A password from the terminal, asked for twice and not shown, or the first line of standard input. Never from an argument, which
 * every user of the machine could see. Throws UsageError where there is none.
 */
export async function readPassword(
  name: string,
  effects: PasswordEffects = { stdin: process.stdin, stderr: process.stderr },
): Promise<string> {
  if (effects.stdin.isTTY !== true) {
    const [line = ''] = (await readStream(effects.stdin)).split(/\r?\n/, 1)
    return line
  }
  const [first, second] = await askHidden([`Password of ${name}: `, 'The same once more: '], effects)
  if (first !== second) throw new UsageError('The two passwords differ. Nothing was changed.')
  if (first === undefined) throw new UsageError('No password was given. Nothing was changed.')
  return first
}

/** Throws UsageError for a password that nginx or bcrypt would not take as it is. */
export async function hashPassword(password: string, cost: number): Promise<string> {
  const fault = findFault(password)
  if (fault !== null) throw new UsageError(`The password ${fault}. Nothing was changed.`)
  // $2y$ is the same as bcryptjs's $2b$, and the one that every version of nginx, Apache and htpasswd knows.
  return (await hash(password, cost)).replace(/^\$2b\$/, '$2y$')
}

/** Why a password cannot be used, in words that follow "The password"; null for a good one. */
export function findFault(password: string): string | null {
  if (password === '') return 'is empty'
  if (Buffer.byteLength(password) > MOST_BYTES)
    return `is longer than ${MOST_BYTES} bytes, of which bcrypt reads no more`
  // A browser cannot send them.
  if (/\p{Cc}/u.test(password)) return 'has a control character in it'
  return null
}

/** An answer a question; fewer where the input ends or is stopped (Ctrl-C, Ctrl-D). */
async function askHidden(
  questions: readonly string[],
  { stdin, stderr }: PasswordEffects,
): Promise<string[]> {
  // readline edits the line, and what it would show goes nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: stdin, output: nowhere, terminal: true, historySize: 0 })
  const answers: string[] = []
  stderr.write(questions[0] ?? '')
  for await (const answer of terminal) {
    answers.push(answer)
    stderr.write(`\n${questions[answers.length] ?? ''}`)
    if (answers.length === questions.length) break
  }
  terminal.close()
  return answers
}
