import { symlink } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { shareCompileCache } from './compile-cache.ts'

export interface Generated {
  failed: boolean
  output: string
}

/** Neither rejects. */
export interface Generating {
  /** AETHER_OUT, whole but for the index. */
  pages: Promise<Generated>
  /** AETHER_INDEX, which cannot be in AETHER_OUT: Astro empties that. */
  index: Promise<Generated>
}

/**
 * Makes the pages and the search index in processes of their own, so that their memory is returned and their environment is
 * their own. `env` is what astro.config.mjs, src/pages/_site.ts and src/integrations/index-site.ts read.
 */
export type GenerateSite = (
  env: { AETHER_OUT: string; AETHER_INDEX: string } & Record<string, string>,
  workDir: string,
  verbose: boolean,
  signal: AbortSignal,
  instances: number,
) => Generating

interface RunOptions {
  workDir: string
  verbose: boolean
  signal: AbortSignal
  instances: number
}

const project = fileURLToPath(new URL('..', import.meta.url))

/** Preloaded, since a child would otherwise go on where its parent is killed, and write into a folder that the next run cleans. */
const END_WITH_PARENT = new URL('end-with-parent.ts', import.meta.url).href

/**
 * Instances from which on the index is made beside the pages: it then takes as long as they do. For a smaller cloud it would add a third to the
 * memory that a build needs, and save it a second.
 */
const INDEXED_BESIDE = 20_000

/**
 * How soon garbage is collected, by the instances from which on: young (MiB of room) and old (growth between collections, %). Room for what is young
 * saves a small cloud's build a tenth of its time; collecting sooner saves a large one's a third of its memory.
 */
const GARBAGE: { from: number; flags: string[] }[] = [
  { from: INDEXED_BESIDE, flags: ['--max-semi-space-size=16', '--heap-growing-percent=30'] },
  { from: 4000, flags: ['--max-semi-space-size=32', '--heap-growing-percent=60'] },
  { from: 0, flags: ['--max-semi-space-size=64'] },
]

/**
 * Astro writes below its working folder and below the root that it is started with, so each build gets a folder of its own as both: two
 * builds of one installation do not meet, and the installation need not be writable. astro.config.mjs leads it to the project's sources,
 * and the link to the packages.
 */
export const generateSite: GenerateSite = (env, workDir, verbose, signal, instances) => {
  const options = { workDir, verbose, signal, instances }
  const pages = generatePages(env, options)
  return { pages, index: generateIndex(env, options, pages) }
}

async function generateIndex(
  env: Record<string, string>,
  options: RunOptions,
  pages: Promise<Generated>,
): Promise<Generated> {
  const program = (name: string) => [join(project, 'src/integrations', name)]
  const ours = { ...env, ...shareCompileCache() }
  const records = await runNode(program('write-records.ts'), ours, options)
  if (records.failed) return records
  if (options.instances < INDEXED_BESIDE && (await pages).failed) return records
  return runNode(program('index-site.ts'), ours, options)
}

async function generatePages(env: Record<string, string>, options: RunOptions): Promise<Generated> {
  const { workDir } = options
  await symlink(join(project, 'node_modules'), join(workDir, 'node_modules'))
  const astro = join(project, 'node_modules/astro/bin/astro.mjs')
  const config = relative(workDir, join(project, 'astro.config.mjs'))
  return runNode([astro, 'build', '--root', workDir, '--config', config], env, options)
}

async function runNode(
  args: string[],
  env: Record<string, string>,
  { workDir, verbose, signal, instances }: RunOptions,
): Promise<Generated> {
  const { failed, all, shortMessage } = await execa(
    process.execPath,
    [...(GARBAGE.find(({ from }) => instances >= from)?.flags ?? []), '--import', END_WITH_PARENT, ...args],
    {
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
      ipc: true,
      stdout: verbose ? ['pipe', 'inherit'] : 'pipe',
      stderr: verbose ? ['pipe', 'inherit'] : 'pipe',
      all: true,
      cancelSignal: signal,
      forceKillAfterDelay: 2000,
      killDescendants: true,
      reject: false,
    },
  )
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
