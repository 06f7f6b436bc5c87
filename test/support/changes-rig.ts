import { cp, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildSite } from '../../collector/build.ts'
import { collect } from '../../collector/collect.ts'
import { startDemoCloud } from '../../collector/demo-cloud/index.ts'
import { recordCollection } from '../../collector/history/record.ts'
import { silentProgress } from '../../collector/progress.ts'
import { refresh } from '../../collector/refresh.ts'
import { statePaths } from '../../collector/store/state.ts'
import { parseEntry } from '../../src/lib/files/history-entry.ts'
import type { HistoryChanges } from '../../src/lib/files/history-events.ts'
import { refreshOptionsOf } from './demo-refresh.ts'
import { type PrefixServer, serveUnderPrefix } from './prefix-server.ts'
import { makeRefreshEffects } from './refresh-effects.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'

export interface ChangesRig {
  /** Of the three snapshots, ascending: the first two are older than what the last one's own record reaches. */
  names: string[]
  /** What a refresh recorded of a snapshot. */
  recorded(name: string): Promise<HistoryChanges>
  server: PrefixServer
}

/** Hours from one collection to the next, and whether a site is built of it. */
const STEPS = [
  { hours: 0, site: true },
  { hours: 48, site: true },
  { hours: 40 * 24, site: false },
  { hours: 12, site: false },
  { hours: 12, site: true },
]

/** A cloud with hostile names, collected over six weeks by real refreshes, with its archive below one prefix. */
export async function startChangesRig(): Promise<ChangesRig> {
  const start = new Date('2026-10-01T06:11:00Z')
  const cloud = await startDemoCloud({
    hosts: 16,
    servers: 100,
    volumes: 60,
    projects: 5,
    hostileNames: 'beyond-nova',
    start,
  })
  const state = statePaths(await makeTemporaryFolder('changes'))
  const options = refreshOptionsOf(cloud, state)
  const { config } = options.settings
  const clock = () => cloud.now()
  const effects = { ...makeRefreshEffects(state.data, ''), collect, build: buildSite, clock }
  const names: string[] = []
  try {
    for (const { hours, site } of STEPS) {
      if (hours > 0) cloud.advance(hours)
      if (!site) {
        await collect({ config, dataDir: state.data, env: cloud.env, clock, progress: silentProgress })
        await recordCollection(state, state.data, config, () => undefined)
        continue
      }
      const { name } = await refresh(options, effects)
      names.push(name)
    }
  } finally {
    await cloud.close()
  }
  const served = join(state.root, 'served')
  await cp(state.current, served, { recursive: true, dereference: true })
  await mkdir(join(served, 'archive'))
  await cp(join(state.archive, 'index.json'), join(served, 'archive/index.json'))
  for (const name of names)
    await cp(join(state.archive, name, 'site'), join(served, 'archive', name), { recursive: true })
  return {
    names,
    async recorded(name) {
      return parseEntry(await readFile(join(state.archive, name, 'history.json'), 'utf8')).value.changes
    },
    server: await serveUnderPrefix(served, '/some/prefix/'),
  }
}
