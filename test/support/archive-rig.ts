import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildSite } from '../../collector/build.ts'
import { collect } from '../../collector/collect.ts'
import { startDemoCloud } from '../../collector/demo-cloud/index.ts'
import { refresh } from '../../collector/refresh.ts'
import { type RunningServer, startServer } from '../../collector/serve.ts'
import { statePaths } from '../../collector/store/state.ts'
import { refreshOptionsOf } from './demo-refresh.ts'
import { makeRefreshEffects } from './refresh-effects.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'

export interface ArchiveRig {
  state: string
  /** Ascending; the last one is served. */
  names: string[]
  server: RunningServer
  /** What its manifest counts. */
  instances(name: string): Promise<number>
  close(): Promise<void>
}

/** A state folder of three real refreshes a day apart, served; but for the newest they are thinned. */
export async function startArchiveRig(): Promise<ArchiveRig> {
  const start = new Date('2026-11-20T06:11:00Z')
  const cloud = await startDemoCloud({ hosts: 4, servers: 160, volumes: 30, projects: 3, start })
  const state = statePaths(await makeTemporaryFolder('archive'))
  const clock = () => cloud.now()
  const effects = { ...makeRefreshEffects(state.data, ''), collect, build: buildSite, clock }
  const names: string[] = []
  for (let day = 0; day < 3; day++) {
    if (day > 0) cloud.advance(24)
    const { name } = await refresh(refreshOptionsOf(cloud, state), effects)
    names.push(name)
  }
  await cloud.close()
  const server = await startServer({
    siteDir: state.current,
    archiveDir: state.archive,
    host: '127.0.0.1',
    port: 0,
    orNextPort: false,
  })
  return {
    state: state.root,
    names,
    server,
    async instances(name) {
      const manifest: unknown = JSON.parse(await readFile(join(state.archive, name, 'manifest.json'), 'utf8'))
      return (manifest as { totals: { instances: number } }).totals.instances
    },
    close: () => server.close(),
  }
}
