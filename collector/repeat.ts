import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { formatTime } from '../src/lib/time.ts'
import { exitCodes } from './errors.ts'
import { recordRun } from './last-run.ts'
import type { Progress } from './progress.ts'
import type { Settings } from './settings.ts'

export interface RepeatOptions {
  /** What each refresh is told: the options of the command line. */
  words: readonly string[]
  /** Read again before each run, so that a changed aether.yaml counts from the next one. Throws where it cannot be read. */
  loadSettings: () => Promise<Settings>
  signal: AbortSignal
  progress: Progress
}

export interface RepeatEffects {
  clock: () => Date
  /** Milliseconds that only go forward, whatever happens to the clock. */
  ticks: () => number
  /** Resolves with the exit code. */
  run: (words: readonly string[], signal: AbortSignal) => Promise<number>
  /** Rejects when the signal comes. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>
}

const bin = fileURLToPath(new URL('aether.js', import.meta.url))

/** Another run's lock, one that a killed container left included, is gone long before the next interval. */
const LOCKED_WAIT_MS = 120_000

const realEffects: RepeatEffects = {
  clock: () => new Date(),
  ticks: () => performance.now(),
  // A process for each: its memory is returned, and nothing of one run reaches the next.
  async run(words, signal) {
    const { exitCode } = await execa(process.execPath, [bin, ...words], {
      stdio: 'inherit',
      cancelSignal: signal,
      forceKillAfterDelay: 20_000,
      reject: false,
    })
    return exitCode ?? exitCodes.nothingPublished
  },
  wait: (ms, signal) => wait(ms, undefined, { signal }),
}

/**
 * Refreshes now and then every `site.intervalMinutes`, counted from begin to begin, until the signal comes, which ends a run that is at it,
 * too. A run that fails is said and recorded, and the next one comes all the same. Throws only where the configuration cannot be read at the start.
 */
export async function repeatRefresh(options: RepeatOptions, effects = realEffects): Promise<void> {
  const { signal, progress } = options
  let settings = await options.loadSettings()
  while (!signal.aborted) {
    const begin = effects.ticks()
    const exitCode = await effects.run(['refresh', ...options.words], signal)
    if (signal.aborted) break
    await recordRun(settings.state.root, { endedAt: effects.clock().toISOString(), exitCode }).catch(
      (error: unknown) => progress.note(`repeat   the exit code could not be kept: ${String(error)}`),
    )
    settings = await options.loadSettings().catch(() => settings)
    const pause = findPause(settings, exitCode, effects.ticks() - begin)
    const next = new Date(effects.clock().getTime() + pause).toISOString()
    progress.note(
      `repeat   ended with exit code ${exitCode}; next at ${formatTime(next, settings.config.site.timeZone)}`,
    )
    await effects.wait(pause, signal).catch(ignoreStop)
  }
  progress.note('repeat   stopped')
}

/** Milliseconds until the next run. A run that took longer than the interval is followed at once. */
function findPause({ config }: Settings, exitCode: number, took: number): number {
  const interval = config.site.intervalMinutes * 60_000
  if (exitCode === exitCodes.locked) return Math.min(LOCKED_WAIT_MS, interval)
  return Math.max(0, interval - took)
}

function ignoreStop(error: unknown): void {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error
}
