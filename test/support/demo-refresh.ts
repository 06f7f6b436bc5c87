import type { DemoCloud } from '../../collector/demo-cloud/index.ts'
import { silentProgress } from '../../collector/progress.ts'
import type { RefreshOptions } from '../../collector/refresh.ts'
import type { StatePaths } from '../../collector/store/state.ts'
import { defaultConfig } from '../../src/lib/files/config.ts'

/** What `aether refresh` would be told to collect a simulated cloud into a state folder. */
export function refreshOptionsOf(cloud: DemoCloud, state: StatePaths): RefreshOptions {
  const config = { ...defaultConfig, ceph: { ...defaultConfig.ceph, command: cloud.cephCommand } }
  return {
    settings: { configFile: null, config, state },
    dataDir: state.data,
    collects: true,
    env: cloud.env,
    cloud: null,
    signal: null,
    verbose: false,
    progress: silentProgress,
  }
}
