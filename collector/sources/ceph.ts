import { parseCephdf } from '../../src/lib/files/cephdf.ts'
import { toStorageCluster } from '../../src/lib/files/cephdf-json.ts'
import type { Config, StorageCluster } from '../../src/lib/model.ts'
import { CommandError, runCommand } from '../run-command.ts'
import type { CephReading, Reading } from './reading.ts'
import { AbsentError, type Source, type SourceContext, type Tools } from './source.ts'

/** Storage, by the `ceph` command of each cluster with whatever the configuration sets before it. */
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

/** A cluster, by its name on the site. */
export interface CephCluster {
  name: string
  command: readonly string[]
}

export function listCephClusters({ clusters, command }: Config['ceph']): CephCluster[] {
  return clusters.length > 0 ? clusters : [{ name: 'ceph', command: command ?? ['ceph'] }]
}

interface ClusterReading {
  text: string
  cluster: StorageCluster
  shortfall: string
}

/** A cluster that cannot be read is named and does not lose the others. */
async function readCeph(context: SourceContext, tools: Tools): Promise<Reading<CephReading>> {
  const clusters = listCephClusters(context.config.ceph)
  const outcomes = await Promise.all(
    clusters.map((cluster) => readCluster(cluster, context, tools).catch(toError)),
  )
  const read = outcomes.flatMap((outcome) => (outcome instanceof Error ? [] : [outcome]))
  const [first] = outcomes
  if (read.length === 0 && first instanceof Error) throw first
  return {
    value: {
      text: first && !(first instanceof Error) ? first.text : null,
      clusters: read.map(({ cluster }) => cluster),
      lost: clusters.filter((_, index) => outcomes[index] instanceof Error).map(({ name }) => name),
    },
    shortfall: outcomes
      .map((outcome, index) => {
        const lack = outcome instanceof Error ? outcome.message : outcome.shortfall
        return lack === '' || clusters.length === 1 ? lack : `${clusters[index]?.name}: ${lack}`
      })
      .filter((text) => text !== '')
      .join('; '),
  }
}

async function readCluster(
  { name, command }: CephCluster,
  context: SourceContext,
  tools: Tools,
): Promise<ClusterReading> {
  const text = await runCeph([...command, 'df'], context, tools)
  const { value, problems } = parseText(text, command)
  try {
    const answer: unknown = JSON.parse(await runCeph([...command, 'df', '--format', 'json'], context, tools))
    return { text, cluster: toStorageCluster(answer, name), shortfall: '' }
  } catch (error) {
    const lost = problems.length > 0 ? `; ${problems.length} lines of the text could not be read` : ''
    return {
      text,
      cluster: { ...value, name },
      shortfall: `figures are rounded, since the JSON could not be had: ${toError(error).message}${lost}`,
    }
  }
}

/** It is the command that the operator has to look at, not a file. */
function parseText(text: string, command: readonly string[]) {
  try {
    return parseCephdf(text)
  } catch (error) {
    const start = text.replaceAll(/\s+/g, ' ').trim().slice(0, 60)
    throw new Error(
      `"${command.join(' ')} df" printed no table of a cluster's storage, but ${start === '' ? 'nothing' : `"${start}"`}.`,
      { cause: error },
    )
  }
}

async function runCeph(words: string[], context: SourceContext, tools: Tools): Promise<string> {
  const { env, signal, config } = context
  tools.count()
  try {
    return await runCommand(words, { env, seconds: config.collect.requestSeconds, signal })
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    const { command, clusters } = config.ceph
    if (error.kind === 'not-found' && clusters.length === 0) {
      throw new AbsentError(error.message, { cause: error })
    }
    if (command === null && clusters.length === 0 && isUnconfigured(error, env)) {
      throw new AbsentError('There is a ceph command here, and no cluster that it is configured for.', {
        cause: error,
      })
    }
    throw error
  }
}

/** ceph-common alone, as many machines have it, ends so: there is no ceph.conf. */
function isUnconfigured(error: CommandError, env: SourceContext['env']): boolean {
  return error.stderr.includes('error calling conf_read_file') && !env['CEPH_CONF'] && !env['CEPH_ARGS']
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
