import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { formatBytes, formatCount } from '../src/lib/units.ts'
import { isDataFile } from './data-files.ts'
import { type DataSummary, describeTotals } from './data-summary.ts'
import { BuildError } from './errors.ts'
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
  /** Printed in every page's footer. */
  builtAt: string
  /** Print what Astro prints. */
  verbose: boolean
  progress: Progress
}

/** Runs the site's build as a process of its own, so that its memory is returned and its environment is its own. */
export type RunAstro = (
  env: Record<string, string>,
  workDir: string,
  verbose: boolean,
) => Promise<AstroResult>

export interface AstroResult {
  failed: boolean
  output: string
}

const project = fileURLToPath(new URL('..', import.meta.url))

/** MiB. Less room for young objects saves some 140 MB of a build and costs no time. */
const YOUNG_SPACE = '--max-semi-space-size=4'

/** How many skipped rows are named in the output; About lists them all. */
const NAMED_PROBLEMS = 5

/**
 * Data folder to finished site: built, with the data files to download, compressed. Throws BuildError where the build fails (its
 * output is kept beside the folder as `<out>.err`).
 */
export async function buildSite(options: BuildOptions, run: RunAstro = runAstro): Promise<void> {
  const { progress } = options
  noteSummary(options.summary, progress)

  const begin = performance.now()
  await buildPages(options, run)
  const files = await readdir(options.outDir, { recursive: true })
  const pages = files.filter((file) => file.endsWith('.html')).length
  progress.note(`built    ${formatCount(pages)} pages in ${formatSeconds(begin)}`)

  const packing = performance.now()
  // The files that About offers are copies, so that the data folder itself is never served.
  const downloads = (await readdir(options.dataDir)).filter(isDataFile)
  await copyFiles(options.dataDir, join(options.outDir, 'data'), downloads, 0o644)
  const packed = await precompressSite(options.outDir)
  progress.note(
    `packed   ${formatCount(packed.files)} files, ${formatBytes(packed.bytes)} to ${formatBytes(packed.compressedBytes)}, in ${formatSeconds(packing)}`,
  )
}

function noteSummary({ collectedAt, totals, problems }: DataSummary, progress: Progress): void {
  progress.note(`read     ${describeTotals(totals)}, collected ${collectedAt}`)
  for (const { file, line, reason } of problems.slice(0, NAMED_PROBLEMS)) {
    progress.note(`skipped  ${file}${line === null ? '' : `, line ${line}`}: ${reason}`)
  }
  const more = problems.length - NAMED_PROBLEMS
  if (more > 0) progress.note(`skipped  ${formatCount(more)} more; the About page lists them all`)
}

async function buildPages(options: BuildOptions, run: RunAstro): Promise<void> {
  const workDir = await mkdtemp(join(tmpdir(), 'aether-build-'))
  try {
    const env = {
      AETHER_DATA: resolve(options.dataDir),
      AETHER_OUT: resolve(options.outDir),
      AETHER_CONFIG: options.configFile ?? '',
      AETHER_BUILD_TIME: options.builtAt,
      AETHER_CACHE: join(workDir, 'cache'),
    }
    const { failed, output } = await run(env, workDir, options.verbose)
    if (!failed) return
    const log = `${options.outDir}.err`
    await writeFile(log, output)
    const lines = output.trimEnd().split('\n').slice(-20).join('\n')
    throw new BuildError(
      `The site could not be built; the whole output is in ${log}. It ends with:\n${lines}`,
    )
  } finally {
    await rm(workDir, { recursive: true, force: true })
  }
}

/**
 * Astro keeps the bundle that renders the pages below its working folder, so each build gets one of its own: two builds of one
 * installation do not meet, and the installation may be read-only. The bundle finds the packages through the link.
 */
async function runAstro(
  env: Record<string, string>,
  workDir: string,
  verbose: boolean,
): Promise<AstroResult> {
  await symlink(join(project, 'node_modules'), join(workDir, 'node_modules'))
  const astro = join(project, 'node_modules/astro/bin/astro.mjs')
  const child = execa(process.execPath, [YOUNG_SPACE, astro, 'build', '--root', project], {
    cwd: workDir,
    env: {
      ...inherit(process.env),
      ...env,
      ASTRO_TELEMETRY_DISABLED: '1',
      NODE_ENV: 'production',
      NO_COLOR: '1',
    },
    extendEnv: false,
    stdin: 'ignore',
    stdout: verbose ? ['pipe', 'inherit'] : 'pipe',
    stderr: verbose ? ['pipe', 'inherit'] : 'pipe',
    all: true,
    reject: false,
  })
  const { failed, all, shortMessage } = await child
  return { failed, output: `${all}\n${failed ? shortMessage : ''}` }
}

/**
 * The build gets no credentials, and no variable that would change the site: Vite takes BASE_URL and its like from the
 * environment.
 */
function inherit(env: NodeJS.ProcessEnv): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'NODE_OPTIONS']
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])))
}

function formatSeconds(begin: number): string {
  return `${((performance.now() - begin) / 1000).toFixed(1)} s`
}
