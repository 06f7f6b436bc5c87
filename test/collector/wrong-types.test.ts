import { expect, test } from 'vitest'

import { collect } from '../../collector/collect.ts'
import type { FaultService } from '../../collector/demo-cloud/faults.ts'
import { startDemoCloud } from '../../collector/demo-cloud/index.ts'
import { silentProgress } from '../../collector/progress.ts'
import { defaultConfig } from '../../src/lib/files/config.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

const lists: [FaultService, string[]][] = [
  ['compute', ['/servers/detail', '/flavors/detail', '/os-hypervisors', '/os-services', '/os-aggregates']],
  ['volume', ['/volumes/detail', '/snapshots/detail', '/types', '/get_pools']],
  ['placement', ['/resource_providers']],
  ['image', ['/images']],
  ['identity', ['/projects']],
]

test('rows with the right keys and values of other types are no smaller cloud', async () => {
  const cloud = await startDemoCloud({ hosts: 3, servers: 12, volumes: 8, projects: 3 })
  const dataDir = await makeTemporaryFolder('wrong-types')
  const config = { ...defaultConfig, sources: { ...defaultConfig.sources, ceph: false } }
  const run = () => collect({ config, dataDir, env: cloud.env, progress: silentProgress })
  const { meta: whole } = await run()
  cloud.faults = lists.flatMap(([service, paths]) =>
    paths.map((path) => ({ service, path, kind: 'wrong-types' as const })),
  )
  const { meta } = await run()
  await cloud.close()
  const hit = meta.sources.filter(({ message }) => message.includes('a row without an id'))
  expect(hit).toHaveLength(lists.flatMap(([, paths]) => paths).length)
  const files = [...new Set(hit.flatMap((report) => report.files))]
  expect(files).toEqual(expect.arrayContaining(['aio.csv', 'volumes.json', 'placement.json', 'flavors.csv']))
  for (const file of files) expect(meta.files[file]).toEqual({ ...whole.files[file], stale: true })
})
