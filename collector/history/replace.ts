import { rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { syncFolder, writeFileAtomically } from '../store/atomic.ts'
import { makeFolders } from '../store/make-folders.ts'
import type { BeforeStep } from '../store/releases.ts'
import type { StatePaths } from '../store/state.ts'
import { BASELINE_FILE } from './baseline.ts'
import type { HistoryLines } from './read-lines.ts'
import { rollUpMonths } from './roll-up.ts'

/** Puts a history that was written anew in the place of the old one: whenever the process dies, one of them is there, or comes back. */
export async function replaceHistory(
  { root, history }: StatePaths,
  lines: HistoryLines,
  baseline: Uint8Array | null,
  before: BeforeStep,
): Promise<void> {
  const { partial, next } = namesOf(history)
  await before('write')
  await rm(partial, { recursive: true, force: true })
  await makeFolders(partial, 0o750)
  for (const [path, text] of lines.texts()) {
    await makeFolders(dirname(join(partial, path)), 0o750)
    await writeFileAtomically(join(partial, path), text)
  }
  if (baseline) await writeFileAtomically(join(partial, BASELINE_FILE), baseline)
  await rollUpMonths(partial)
  await syncFolder(partial)
  await before('declare it whole')
  await rename(partial, next)
  await syncFolder(root)
  await finishReplacing(history, before)
}

/** Goes on where a replacement was killed. */
export async function finishReplacing(history: string, before: BeforeStep = () => undefined): Promise<void> {
  const { partial, next, replaced } = namesOf(history)
  const forced = { recursive: true, force: true }
  await rm(partial, forced)
  if (await isThere(next)) {
    await before('move the old one away')
    await rm(replaced, forced)
    await rename(history, replaced).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
    await before('move the new one in')
    await rename(next, history)
    await syncFolder(dirname(history))
  }
  await before('remove the old one')
  await rm(replaced, forced)
}

function namesOf(history: string) {
  return { partial: `${history}.partial`, next: `${history}.next`, replaced: `${history}.replaced` }
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
