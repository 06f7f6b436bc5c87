import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exitCodes } from './errors.ts'
import { writeFileAtomically } from './store/atomic.ts'

const FILE = 'last-run.json'

/** What the last run of `aether refresh --repeat` ended with. */
export interface LastRun {
  endedAt: string
  exitCode: number
}

/** It published nothing; a lock that another run held, or a degraded source, is no failure. */
export function hasFailed({ exitCode }: LastRun): boolean {
  return exitCode === exitCodes.nothingPublished || exitCode === exitCodes.usage
}

export async function recordRun(stateDir: string, { endedAt, exitCode }: LastRun): Promise<void> {
  await writeFileAtomically(join(stateDir, FILE), `${JSON.stringify({ schema: 1, endedAt, exitCode })}\n`)
}

/** Null where none is recorded, or it cannot be read: then nothing may be concluded from it. */
export async function readLastRun(stateDir: string): Promise<LastRun | null> {
  const text = await readFile(join(stateDir, FILE), 'utf8').catch(() => null)
  if (text === null) return null
  try {
    const { endedAt, exitCode } = JSON.parse(text) as Partial<LastRun>
    return typeof endedAt === 'string' && typeof exitCode === 'number' ? { endedAt, exitCode } : null
  } catch {
    return null
  }
}
