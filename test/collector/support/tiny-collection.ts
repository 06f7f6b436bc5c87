import { collect } from '../../../collector/collect.ts'
import { parseHypervisor } from '../../../collector/openstack/hypervisors.ts'
import { parseServer } from '../../../collector/openstack/servers.ts'
import { silentProgress } from '../../../collector/progress.ts'
import { whole } from '../../../collector/sources/reading.ts'
import type { Source } from '../../../collector/sources/source.ts'
import { withLock } from '../../../collector/store/lock.ts'
import { openDataFolder } from '../../../collector/store/data-folder.ts'
import { defaultConfig } from '../../../src/lib/files/config.ts'
import type { BeforeStep } from '../../../collector/store/releases.ts'

/** Collects a cloud of one server and one host, both called `text`; only the one called `old` has a Ceph. */
export async function collectTiny(
  dataDir: string,
  text: string,
  beforeStep: BeforeStep = () => undefined,
): Promise<void> {
  const config = { ...defaultConfig, sources: { ...defaultConfig.sources, ceph: text === 'old' } }
  const sources = makeSources(text)
  await openDataFolder(dataDir)
  await withLock(dataDir, () =>
    collect({ config, dataDir, env: {}, progress: silentProgress, sources, beforeStep }),
  )
}

function makeSources(text: string): Source[] {
  const source: Source = {
    name: 'api',
    open: async () => ({
      readers: {
        servers: async () => whole([parseServer({ id: 's1', name: text, status: 'ACTIVE' })]),
        hypervisors: async () => whole([parseHypervisor({ id: 'h1', hypervisor_hostname: text })]),
        volumes: async () => whole([]),
        placement: async () => whole([]),
      },
      describeCloud: () => null,
      close: async () => undefined,
    }),
  }
  // What an earlier run read from it has to go when it is switched off.
  const ceph: Source = {
    name: 'ceph',
    open: async () => ({
      readers: { ceph: async () => whole({ text, clusters: [], lost: [] }) },
      describeCloud: () => null,
      close: async () => undefined,
    }),
  }

  return [source, ceph]
}
