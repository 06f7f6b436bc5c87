import { collect } from '../../collector/collect.ts'
import { type DemoCloudOptions, startDemoCloud } from '../../collector/demo-cloud/index.ts'
import { silentProgress } from '../../collector/progress.ts'
import { defaultConfig } from '../../src/lib/files/config.ts'
import type { FillData } from './built-site.ts'

/** Small enough for a browser to open every page, with every kind of page, and with hostile names. */
const SMALL: DemoCloudOptions = {
  hosts: 8,
  servers: 80,
  volumes: 50,
  projects: 6,
  hostileNames: 'beyond-nova',
}

/** What the collector writes for a small simulated cloud at a fixed time. */
export function fillFromDemoCloud(options: DemoCloudOptions = {}): FillData {
  return async (dataDir) => {
    const cloud = await startDemoCloud({ ...SMALL, start: new Date('2026-11-22T06:11:00Z'), ...options })
    try {
      const config = { ...defaultConfig, ceph: { ...defaultConfig.ceph, command: cloud.cephCommand } }
      await collect({ config, dataDir, env: cloud.env, clock: () => cloud.now(), progress: silentProgress })
    } finally {
      await cloud.close()
    }
  }
}
