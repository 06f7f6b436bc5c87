import { readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import {
  ENTRY_FILE,
  type HistoryEntry,
  parseEntry,
  serialiseEntry,
} from '../../src/lib/files/history-entry.ts'
import { snapshotName } from '../../src/lib/time.ts'
import { syncFolder, writeFileAtomically } from '../store/atomic.ts'
import { makeFolders } from '../store/make-folders.ts'
import { parseOrNull } from '../store/previous.ts'
import { type BeforeStep, readCurrentRelease } from '../store/releases.ts'
import type { StatePaths } from '../store/state.ts'
import { appendEntry, isRecorded } from './append.ts'
import { BASELINE_FILE } from './baseline.ts'
import type { Described } from './describe.ts'
import { finishReplacing } from './replace.ts'
import { rollUpMonths } from './roll-up.ts'

/** Where mending is told. */
export type Tell = (text: string) => void

/**
 * Before a snapshot is published: its entry into its folder, and beside the history with what the next one will be compared. A
 * collection that the history has already, and that is only built again, keeps its changes, and the next is compared with the
 * collection as it was first: so what was changed meanwhile is an event of the next.
 */
export async function prepareEntry(
  state: StatePaths,
  folder: string,
  described: Described,
): Promise<HistoryEntry> {
  const { totals } = described.entry
  // What keeps it from being kept is met again, and told, once the snapshot is published.
  const isNew = await keepBaseline(state, described).catch(() => true)
  const entry = isNew
    ? described.entry
    : { ...described.entry, changes: await readChanges(state, snapshotName(totals.at), totals.at) }
  await writeFileAtomically(join(folder, ENTRY_FILE), serialiseEntry(entry))
  return entry
}

/** Keeps with what the next collection is to be compared once this one is recorded; false where it is recorded already. */
export async function keepBaseline(state: StatePaths, { entry, baseline }: Described): Promise<boolean> {
  const { at } = entry.totals
  await makeFolders(state.history, 0o750)
  if (await isRecorded(state.history, at)) return false
  await writeFileAtomically(nextBaseline(state, snapshotName(at)), baseline)
  return true
}

async function readChanges(state: StatePaths, name: string, at: string): Promise<HistoryEntry['changes']> {
  const earlier = await readEntry(state, name)
  return earlier?.changes ?? { schema: 1, at, previous: null, notCompared: {}, events: [] }
}

/** Null where the snapshot has none, as those of older versions, or none that can be read. */
export async function readEntry(state: StatePaths, name: string): Promise<HistoryEntry | null> {
  const text = await readFile(join(state.archive, name, ENTRY_FILE), 'utf8').catch(() => null)
  return text === null ? null : parseOrNull(text, parseEntry)
}

/** Once a snapshot is published, or where no site is built. Every step can be repeated, and nothing is recorded twice. */
export async function recordEntry(
  state: StatePaths,
  entry: HistoryEntry,
  tell: Tell,
  before: BeforeStep = noop,
): Promise<void> {
  const isNew = await appendEntry(state.history, entry, before, tell)
  await before('baseline')
  const isKept = await promoteBaseline(state, snapshotName(entry.totals.at))
  // An older one would tell the same changes again: without one, the served snapshot is compared with.
  if (isNew && !isKept) await rm(join(state.history, BASELINE_FILE), { force: true })
  await before('days')
  await rollUpMonths(state.history)
}

/** What a run that was killed left: the entry of the snapshot that it published last, and what it was not to be compared with. */
export async function repairHistory(state: StatePaths, tell: Tell): Promise<void> {
  await finishReplacing(state.history)
  const name = await readCurrentRelease(state.root)
  const entry = name === null ? null : await readEntry(state, name)
  if (entry !== null) {
    if (!(await isRecorded(state.history, entry.totals.at)))
      tell(`${name} was published, but not recorded: it is now`)
    await recordEntry(state, entry, tell)
  }
  const names = await readdir(state.history).catch(() => [])
  for (const left of names.filter((file) => file.startsWith(`${BASELINE_FILE}.`))) {
    await rm(join(state.history, left), { recursive: true, force: true })
  }
}

function nextBaseline(state: StatePaths, name: string): string {
  return join(state.history, `${BASELINE_FILE}.${name}`)
}

/** False where none was kept for it, or where that is done. */
async function promoteBaseline(state: StatePaths, name: string): Promise<boolean> {
  try {
    await rename(nextBaseline(state, name), join(state.history, BASELINE_FILE))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
  await syncFolder(state.history)
  return true
}

function noop(): void {}
