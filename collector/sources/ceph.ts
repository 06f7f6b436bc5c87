import { execa, ExecaError } from 'execa'

import { parseCephdf } from '../../src/lib/files/cephdf.ts'
import { toStorageCluster } from '../../src/lib/files/cephdf-json.ts'
import type { CephReading, Reading } from './reading.ts'
import { AbsentError, type Source, type SourceContext, type Tools } from './source.ts'

/** Storage, by the `ceph` command with whatever the configuration sets before it. */
export const cephSource: Source = {
  name: 'ceph',
  async open(context) {
    return {
      readers: { ceph: (tools) => readCeph(context, tools) },
      describeCloud: () => null,
      async close() {},
    }
  },
}

async function readCeph(context: SourceContext, tools: Tools): Promise<Reading<CephReading>> {
  const text = await runCeph(['df'], context, tools)
  const { value, problems } = parseCephdf(text)
  try {
    const answer: unknown = JSON.parse(await runCeph(['df', '--format', 'json'], context, tools))
    return { value: { text, clusters: [toStorageCluster(answer, 'ceph')] }, shortfall: '' }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const lost = problems.length > 0 ? `; ${problems.length} lines of the text could not be read` : ''
    return {
      value: { text, clusters: [value] },
      shortfall: `figures are rounded, since the JSON could not be had: ${reason}${lost}`,
    }
  }
}

async function runCeph(args: string[], context: SourceContext, tools: Tools): Promise<string> {
  const [command = 'ceph', ...prefix] = context.config.ceph.command
  const { requestSeconds } = context.config.collect
  tools.count()
  try {
    const { stdout } = await execa(command, [...prefix, ...args], {
      env: context.env,
      extendEnv: false,
      stdin: 'ignore',
      timeout: requestSeconds * 1000,
      cancelSignal: context.signal,
      forceKillAfterDelay: 2000,
      stripFinalNewline: false,
    })
    return stdout
  } catch (error) {
    throw explain(error, [command, ...prefix, ...args].join(' '), requestSeconds)
  }
}

function explain(error: unknown, line: string, requestSeconds: number): Error {
  if (!(error instanceof ExecaError)) return error instanceof Error ? error : new Error(String(error))
  if (error.code === 'ENOENT')
    return new AbsentError(`There is no command "${line.split(' ')[0]}" here.`, { cause: error })
  if (error.timedOut)
    return new Error(`"${line}" did not answer within ${requestSeconds} s.`, { cause: error })
  if (error.isCanceled) return new Error(`"${line}" was stopped with the run.`, { cause: error })
  const said = String(error.stderr).trim().split('\n').at(-1)?.slice(0, 200) ?? ''
  return new Error(
    `"${line}" ended with ${error.exitCode ?? error.signal}${said === '' ? '' : `: ${said}`}.`,
    { cause: error },
  )
}
