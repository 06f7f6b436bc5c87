import { execa } from 'execa'
import type { Environment } from '../rig/layout.ts'

/** A row of `openstack ... -f json`: columns by the heading that the command prints. */
export type Row = Record<string, unknown>
export type Openstack = (...args: string[]) => Promise<Row[]>

interface Request {
  args: string[]
  resolve: (rows: Row[]) => void
  reject: (error: unknown) => void
}

/**
 * Runs `openstack ARGS -f json`. What is asked for in one go is given to one process on its standard input, where the command
 * reads one command a line: it takes more than a second to start, and much longer than that to ask.
 */
export function openstackCommand(env: Environment): Openstack {
  let waiting: Request[] = []
  const flush = () => {
    // The command splits its input at every blank, quoted or not, so a request that has one goes on a command line.
    const [alone, together] = [true, false].map((own) =>
      waiting.filter(({ args }) => args.some((arg) => arg.includes(' ')) === own),
    )
    waiting = []
    for (const request of alone ?? []) void runAlone(request, env)
    const groups = Map.groupBy(together ?? [], (request) => globalOptions(request.args).join(' '))
    for (const requests of groups.values()) void runTogether(requests, env)
  }
  return (...args) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush)
      waiting.push({ args, resolve, reject })
    })
}

async function runAlone({ args, resolve, reject }: Request, env: Environment): Promise<void> {
  try {
    const { stdout } = await execa('openstack', [...args, '-f', 'json'], { env })
    resolve(parseRows(stdout))
  } catch (error) {
    reject(error)
  }
}

async function runTogether(requests: Request[], env: Environment): Promise<void> {
  const options = globalOptions(requests[0]?.args ?? [])
  const lines = requests.map(({ args }) => [...args.slice(options.length), '-f', 'json'].join(' '))
  try {
    const { stdout, stderr } = await execa('openstack', options, { env, input: `${lines.join('\n')}\n` })
    const answers = splitAnswers(stdout)
    if (answers.length !== requests.length) {
      throw new Error(`openstack answered ${answers.length} of ${requests.length} commands: ${stderr}`)
    }
    for (const [n, { resolve }] of requests.entries()) resolve(parseRows(answers[n] ?? ''))
  } catch (error) {
    for (const { reject } of requests) reject(error)
  }
}

/** `--os-... VALUE` before the command itself; these belong to the process. */
function globalOptions(args: string[]): string[] {
  const end = args.findIndex((arg, n) => n % 2 === 0 && !arg.startsWith('--os-'))
  return args.slice(0, end)
}

/** One JSON document after the other, each closed by a bracket at the start of a line. */
function splitAnswers(stdout: string): string[] {
  return stdout.match(/^(?:\[\]|\{\}|\[\n[^]*?\n\]|\{\n[^]*?\n\})$/gm) ?? []
}

function parseRows(text: string): Row[] {
  const answer: unknown = JSON.parse(text)
  return (Array.isArray(answer) ? answer : [answer]) as Row[]
}
