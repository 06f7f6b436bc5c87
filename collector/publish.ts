import { join } from 'node:path'
import { AetherError, exitCodes } from './errors.ts'
import { CommandError, runCommand } from './run-command.ts'
import type { Settings } from './settings.ts'
import { withLock } from './store/lock.ts'
import { listReleases, readCurrentRelease } from './store/releases.ts'

export interface PublishOptions {
  settings: Settings
  /** As rsync names it. */
  target: string
  env: NodeJS.ProcessEnv
  signal: AbortSignal
}

export interface Published {
  /** The snapshot that the web server serves now. */
  name: string
  /** Files of which something went over the wire. */
  files: number
  bytes: number
}

/** For the operator: the web server serves what it served. */
export class PublishError extends AetherError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, exitCodes.nothingPublished, options)
  }
}

/** Names of snapshots, as rsync's patterns say it. */
const SNAPSHOT = '????-??-??T??????Z'

/**
 * Brings the served snapshot to the web server, then switches there, then makes the rest of its archive equal to this one. Whenever it breaks
 * off, `current` over there leads to one whole site, and the next run goes on with what has arrived. Only sites travel: data folders,
 * manifests and the history stay here. Throws PublishError, and LockedError beside a refresh.
 */
export async function publishSite(options: PublishOptions): Promise<Published> {
  const { state } = options.settings
  return withLock(state.root, async () => {
    const name = await readCurrentRelease(state.root)
    if (name === null) {
      throw new PublishError(`Nothing is published in ${state.root} yet. Run "aether refresh" first.`)
    }
    const names = await listReleases(state.root)
    const previous = names.findLast((other) => other < name)
    const site = `archive/${name}/site/`
    const sent = await transfer(options, [
      '--mkpath',
      '--delete',
      // What is equal in the snapshot before is taken from there; the times of a new build differ, so contents are compared.
      '--checksum',
      ...(previous === undefined ? [] : [`--link-dest=${findArchive(options.target)}${previous}/site/`]),
      join(state.root, site),
      below(options.target, site),
    ])
    // rsync makes a link beside the old one and renames it: nginx sees the one or the other.
    await transfer(options, [join(state.root, 'current'), below(options.target, '')])
    const rest = await transfer(options, [
      '--hard-links',
      '--delete',
      `--include=/${SNAPSHOT}/`,
      `--include=/${SNAPSHOT}/site/***`,
      '--include=/index.json',
      '--exclude=*',
      `${state.archive}/`,
      below(options.target, 'archive/'),
    ])
    return { name, files: sent.files + rest.files, bytes: sent.bytes + rest.bytes }
  })
}

/** What broke off is kept in a folder that nothing serves, and resumed. */
const COMMON = [
  '--recursive',
  '--links',
  '--perms',
  '--times',
  '--partial-dir=.rsync-partial',
  // Seconds in which nothing moves.
  '--timeout=120',
  '--stats',
]

async function transfer(
  { settings, env, signal }: PublishOptions,
  args: string[],
): Promise<{ files: number; bytes: number }> {
  const { rsync, ssh, seconds } = settings.config.publish
  // It asks nothing, and a web server that is gone ends it.
  const shell = [...ssh, '-o', 'BatchMode=yes', '-o', 'ConnectTimeout=15', '-o', 'ServerAliveInterval=15']
  const words = [...rsync, ...COMMON, `--rsh=${shell.map(quoteForRsync).join(' ')}`, ...args]
  try {
    const stats = await runCommand(words, { env: { ...env, LC_ALL: 'C' }, seconds, signal })
    return {
      files: readFigure(stats, /^Number of regular files transferred: ([\d,.]+)/m),
      bytes: readFigure(stats, /^Total bytes sent: ([\d,.]+)/m),
    }
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    throw new PublishError(
      `${args.at(-1)} could not be written: ${describeTransferFailure(error)} The web server goes on serving what it has; the next run resumes.`,
      { cause: error },
    )
  }
}

/** rsync ends with a line of its own; what is wrong stands before it. */
export function describeTransferFailure({ stderr, message }: CommandError): string {
  const said = stderr
    .split('\n')
    .filter((line) => line !== '' && !/^rsync error:|^rsync: connection unexpectedly/.test(line))
  return said.length === 0 ? message : `${said.slice(-2).join(' ').slice(0, 300).replace(/\.$/, '')}.`
}

function below(target: string, path: string): string {
  return `${target.replace(/\/+$/, '')}/${path}`
}

/** The archive over there as the new snapshot's site would call it. rrsync takes no `..`; a path below a home can be told in no other way. */
function findArchive(target: string): string {
  const path = target.replace(/^[^/]*:/, '')
  return path === '' || path.startsWith('/') ? `${path.replace(/\/+$/, '')}/archive/` : '../../'
}

/** rsync splits its --rsh at blanks, and knows quotes; a quote within quotes is doubled. */
export function quoteForRsync(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "''")}'`
}

function readFigure(stats: string, pattern: RegExp): number {
  return Number((pattern.exec(stats)?.[1] ?? '0').replaceAll(/[,.]/g, ''))
}
