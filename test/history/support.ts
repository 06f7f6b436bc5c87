import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BuildOptions } from '../../collector/build.ts'
import { collect } from '../../collector/collect.ts'
import { type DemoCloud, type DemoCloudOptions, startDemoCloud } from '../../collector/demo-cloud/index.ts'
import { silentProgress } from '../../collector/progress.ts'
import { refresh, type RefreshResult } from '../../collector/refresh.ts'
import type { Settings } from '../../collector/settings.ts'
import { type StatePaths, statePaths } from '../../collector/store/state.ts'
import { type ChangeEvent, type HistoryChanges, parseEvents } from '../../src/lib/files/history-events.ts'
import { type HistoryTotals, parseTotals } from '../../src/lib/files/history-totals.ts'
import { type History, loadHistory } from '../../src/lib/history.ts'
import { refreshOptionsOf } from '../support/demo-refresh.ts'
import { makeRefreshEffects } from '../support/refresh-effects.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

export interface HistoryRig {
  cloud: DemoCloud
  state: StatePaths
  settings: Settings
  /** What a refresh told. */
  notes: string[]
  /** With a site of one page; `collects` false takes the data folder as it is. */
  refresh(collects?: boolean): Promise<RefreshResult>
  events(): Promise<HistoryChanges[]>
  totals(): Promise<HistoryTotals[]>
  load(): Promise<History>
  /** Every file of the history by its path. */
  tree(): Promise<Record<string, string>>
  close(): Promise<void>
}

/** A simulated cloud and a state folder; everything but the site's build is real. */
export async function startHistoryRig(options: DemoCloudOptions = {}): Promise<HistoryRig> {
  const start = new Date('2026-11-22T06:11:00Z')
  const cloud = await startDemoCloud({ hosts: 8, servers: 80, volumes: 60, projects: 5, start, ...options })
  const state = statePaths(await makeTemporaryFolder('history'))
  const refreshOptions = refreshOptionsOf(cloud, state)
  const { settings } = refreshOptions
  const notes: string[] = []
  const effects = {
    ...makeRefreshEffects(state.data, ''),
    collect,
    clock: () => cloud.now(),
    async build({ outDir, history }: BuildOptions) {
      await mkdir(outDir)
      const loaded = await loadHistory(history?.folder ?? null, history?.entry ?? null)
      await writeFile(join(outDir, 'index.html'), JSON.stringify(loaded.changes.at(-1)))
    },
  }
  return {
    cloud,
    state,
    settings,
    notes,
    refresh: (collects = true) =>
      refresh(
        { ...refreshOptions, collects, progress: { ...silentProgress, note: (text) => notes.push(text) } },
        effects,
      ),
    events: async () => parseEvents(await readMonth(state, 'events.jsonl'), '').value,
    totals: async () => parseTotals(await readMonth(state, 'totals.jsonl'), '').value,
    load: () => loadHistory(state.history, null),
    tree: () => readTree(state.history),
    close: () => cloud.close(),
  }
}

async function readTree(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const texts = await Promise.all(
    paths.toSorted().map(async (path) => [path, await readFile(path, 'base64')]),
  )
  return Object.fromEntries(texts) as Record<string, string>
}

function readMonth(state: StatePaths, file: string): Promise<string> {
  return readFile(join(state.history, '2026-11', file), 'utf8')
}

export function ids(events: readonly ChangeEvent[], subject: string, kind: string): string[] {
  return events
    .filter((event) => event.subject === subject && event.kind === kind)
    .map(({ id }) => id)
    .toSorted()
}

export function newest(all: readonly HistoryChanges[]): HistoryChanges {
  const last = all.at(-1)
  if (!last) throw new Error('nothing was recorded')
  return last
}

/** What differs between two lists, told without any of the code under test. */
export function expected<T extends { id: string }>(
  before: readonly T[],
  after: readonly T[],
  differs: (a: T, b: T) => boolean,
) {
  const old = new Map(before.map((row) => [row.id, row]))
  const now = new Set(after.map(({ id }) => id))
  return {
    came: after
      .filter(({ id }) => !old.has(id))
      .map(({ id }) => id)
      .toSorted(),
    went: before
      .filter(({ id }) => !now.has(id))
      .map(({ id }) => id)
      .toSorted(),
    differ: after
      .filter((row) => {
        const last = old.get(row.id)
        return last !== undefined && differs(last, row)
      })
      .map(({ id }) => id)
      .toSorted(),
  }
}
