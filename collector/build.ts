import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { formatBytes, formatCount } from '../src/lib/units.ts'
import { isDataFile } from './data-files.ts'
import { type DataSummary, describeTotals } from './data-summary.ts'
import { BuildError } from './errors.ts'
import { type Generated, type GenerateSite, type Generating, generateSite } from './generate-site.ts'
import type { Progress } from './progress.ts'
import { precompressSite } from './store/precompress.ts'
import { copyFiles } from './store/staging.ts'

export interface BuildOptions {
  dataDir: string
  /** What `summariseData` found there. */
  summary: DataSummary
  /** A folder that nothing serves yet; what is in it is replaced. */
  outDir: string
  configFile: string | null
  /** The history's folder, and the entry of the snapshot that is built; null where there is none. */
  history?: { folder: string; entry: string } | null
  /** The folder of the site that it replaces, whose large files it can go on referring to; null where there is none. */
  previousSite?: string | null
  /** It becomes a snapshot of the archive, which its pages can then ask for the others. */
  archived?: boolean
  /** Printed in every page's footer. */
  builtAt: string
  /** Print what Astro prints. */
  verbose: boolean
  /** Ends the build; what is served stays. */
  signal?: AbortSignal | null
  progress: Progress
}

/** Where the site search looks for its index. */
const INDEX_FOLDER = 'pagefind'

/** How many skipped rows are named in the output; About lists them all. */
const NAMED_PROBLEMS = 5

/**
 * Data folder to finished site: built, with the data files to download, compressed. Throws BuildError where the build fails (its
 * output is kept beside the folder as `<out>.err`).
 */
export async function buildSite(options: BuildOptions, run: GenerateSite = generateSite): Promise<void> {
  noteSummary(options.summary, options.progress)
  // Beside the site, where the next build or refresh finds it if this one is killed.
  const workDir = `${resolve(options.outDir)}.work`
  await rm(workDir, { recursive: true, force: true })
  await mkdir(workDir, { mode: 0o700 })
  const stop = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal
  const index = join(workDir, 'pagefind')
  const env = makeEnv(options, workDir, index)
  const generating = run(env, workDir, options.verbose, signal, options.summary.totals.instances)
  try {
    await finishSite(options, generating, index)
  } finally {
    // Where one of the two failed the other need not go on.
    stop.abort()
    await Promise.all([generating.pages, generating.index])
    await rm(workDir, { recursive: true, force: true })
  }
}

/** The pages are compressed while the index is still made. */
async function finishSite(
  options: BuildOptions,
  { pages, index }: Generating,
  indexDir: string,
): Promise<void> {
  const { outDir, previousSite = null, progress } = options
  const begin = performance.now()
  await requireGenerated(await pages, options)
  const files = await readdir(outDir, { recursive: true })
  const count = files.filter((file) => file.endsWith('.html')).length
  progress.note(`built    ${formatCount(count)} pages in ${formatSeconds(begin)}`)

  const packing = performance.now()
  // The files that About offers are copies, so that the data folder itself is never served.
  const downloads = (await readdir(options.dataDir)).filter(isDataFile)
  await copyFiles(options.dataDir, join(outDir, 'data'), downloads, 0o644)
  const packed = await precompressSite(outDir, previousSite)
  progress.note(
    `packed   ${formatCount(packed.files)} files, ${formatBytes(packed.bytes)} to ${formatBytes(packed.compressedBytes)}, in ${formatSeconds(packing)}`,
  )

  await requireGenerated(await index, options)
  const served = join(outDir, INDEX_FOLDER)
  await rename(indexDir, served)
  await precompressSite(served, previousSite === null ? null : join(previousSite, INDEX_FOLDER))
  progress.note(`indexed  for the search, ${formatSeconds(begin)} in all`)
}

function noteSummary({ collectedAt, totals, problems }: DataSummary, progress: Progress): void {
  progress.note(`read     ${describeTotals(totals)}, collected ${collectedAt}`)
  for (const { file, line, reason } of problems.slice(0, NAMED_PROBLEMS)) {
    progress.note(line === null ? `problem  ${file}: ${reason}` : `skipped  ${file}, line ${line}: ${reason}`)
  }
  const more = problems.length - NAMED_PROBLEMS
  if (more > 0) progress.note(`skipped  ${formatCount(more)} more; the About page lists them all`)
}

function makeEnv(options: BuildOptions, workDir: string, indexDir: string): Parameters<GenerateSite>[0] {
  return {
    AETHER_DATA: resolve(options.dataDir),
    AETHER_OUT: resolve(options.outDir),
    AETHER_INDEX: indexDir,
    AETHER_RECORDS: join(workDir, 'records'),
    AETHER_CONFIG: options.configFile ?? '',
    AETHER_HISTORY: options.history?.folder ?? '',
    AETHER_HISTORY_ENTRY: options.history?.entry ?? '',
    AETHER_PREVIOUS_SITE: options.previousSite ?? '',
    AETHER_PREVIOUS_INDEX: options.previousSite ? resolve(options.previousSite, INDEX_FOLDER) : '',
    AETHER_ARCHIVED: options.archived ? '1' : '',
    AETHER_BUILD_TIME: options.builtAt,
    AETHER_CACHE: join(workDir, 'cache'),
  }
}

async function requireGenerated(
  { failed, output }: Generated,
  { outDir, signal = null }: BuildOptions,
): Promise<void> {
  if (signal?.aborted) throw stopped(signal)
  if (!failed) return
  const log = `${outDir}.err`
  // A full disk, which may be what the build failed for, takes no log either.
  const kept = await writeFile(log, output).then(
    () => `the whole output is in ${log}`,
    (error: Error) => `its output could not be kept in ${log} (${error.message})`,
  )
  const lines = output.trimEnd().split('\n').slice(-20).join('\n')
  throw new BuildError(`The site could not be built; ${kept}. It ends with:\n${lines}`)
}

function stopped(signal: AbortSignal): BuildError {
  const reason = signal.reason instanceof Error ? signal.reason.message : 'The build was stopped.'
  return new BuildError(`${reason} What is served stays.`)
}

function formatSeconds(begin: number): string {
  return `${((performance.now() - begin) / 1000).toFixed(1)} s`
}
