import { serialiseMeta, FILE as META_FILE } from '../src/lib/files/meta.ts'
import type { Config, Meta, SourceReport } from '../src/lib/model.ts'
import { CollectError, exitCodes, explainFolderError } from './errors.ts'
import { prepareMaterial } from './material.ts'
import { outputs } from './outputs.ts'
import type { Progress } from './progress.ts'
import { readSources } from './sources/read-sources.ts'
import { sources as allSources } from './sources/registry.ts'
import type { Source } from './sources/source.ts'
import { cleanDataFolder, commitDataFolder, openDataFolder } from './store/data-folder.ts'
import { type FileSet, makeFiles } from './store/file-set.ts'
import { loadPrevious, type Previous } from './store/previous.ts'
import type { BeforeStep } from './store/releases.ts'
import { readVersion } from './version.ts'

export interface CollectOptions {
  config: Config
  dataDir: string
  env: Readonly<Record<string, string | undefined>>
  progress: Progress
  /** Name in clouds.yaml; over the configuration's. */
  cloud?: string | null
  /** Stops the collection; what was there stays. */
  signal?: AbortSignal
  clock?: () => Date
  sources?: readonly Source[]
  beforeStep?: BeforeStep
}

export interface CollectResult {
  meta: Meta
  exitCode: typeof exitCodes.ok | typeof exitCodes.degraded
}

/**
 * Reads the cloud and writes the data folder: all files of the run, or none. Whoever calls holds the folder's lock. Throws
 * UsageError for credentials that cannot be understood and CollectError where nothing can be published.
 */
export async function collect(options: CollectOptions): Promise<CollectResult> {
  const { config, dataDir, clock = () => new Date() } = options
  await openDataFolder(dataDir)
  await cleanDataFolder(dataDir)
  const previous = await loadPrevious(dataDir)
  const startedAt = formatTime(clock())
  const begin = performance.now()

  const read = await readCloud(options, previous)
  if (options.signal?.aborted) throw stopped(options.signal)
  const material = await prepareMaterial(
    { ...read, startedAt, finishedAt: formatTime(clock()) },
    previous,
    config,
  )
  const files = await makeFiles(outputs, material, { previous, reports: read.reports, startedAt })

  const meta: Meta = {
    schema: 1,
    aetherVersion: readVersion(),
    collectedAt: startedAt,
    seconds: Math.round(performance.now() - begin) / 1000,
    intervalMinutes: config.site.intervalMinutes,
    cloud: read.cloud ?? previous.meta?.cloud ?? { name: '', authUrl: '', region: '', versions: {} },
    sources: read.reports.map(addFiles),
    files: files.reports,
  }
  files.contents.set(META_FILE, Buffer.from(serialiseMeta(meta)))
  await publish(options, files)
  const degraded = meta.sources.some(({ state }) => state === 'degraded' || state === 'failed')
  return { meta, exitCode: degraded ? exitCodes.degraded : exitCodes.ok }
}

async function readCloud(options: CollectOptions, previous: Previous) {
  const { config, env, progress } = options
  const limit = new AbortController()
  const { runMinutes } = config.collect
  const timer = setTimeout(
    () => limit.abort(new Error(`The time limit of the whole run, ${runMinutes} min, was reached.`)),
    runMinutes * 60_000,
  )
  const signal = options.signal ? AbortSignal.any([limit.signal, options.signal]) : limit.signal
  const expected = new Set(
    outputs
      .filter(({ file }) => previous.meta?.files[file])
      .flatMap(({ needs }) => (needs.length === 1 ? needs : [])),
  )
  const context = { config, cloud: options.cloud ?? config.cloud, env, signal }
  try {
    return await readSources(options.sources ?? allSources, context, expected, progress)
  } catch (error) {
    throw options.signal?.aborted ? stopped(options.signal) : error
  } finally {
    clearTimeout(timer)
  }
}

function addFiles(report: SourceReport): SourceReport {
  const files = outputs
    .filter(({ needs, helpedBy = [] }) => [...needs, ...helpedBy].some((name) => name === report.name))
    .map(({ file }) => file)
  return { ...report, files }
}

async function publish(
  { dataDir, beforeStep }: CollectOptions,
  { contents, remove }: FileSet,
): Promise<void> {
  try {
    await commitDataFolder(dataDir, { write: contents, remove }, beforeStep)
  } catch (error) {
    throw explainFolderError(dataDir, error)
  }
}

function stopped(signal: AbortSignal): CollectError {
  const reason = signal.reason instanceof Error ? signal.reason.message : 'The collection was stopped.'
  return new CollectError(`${reason} Nothing was changed.`)
}

function formatTime(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`
}
