import { version } from '../../package.json'
import type { Cloud } from '../lib/cloud.ts'
import { deriveCloud } from '../lib/cloud.ts'
import { type History, loadHistory } from '../lib/history.ts'
import type { Config } from '../lib/model.ts'
import { siteName } from '../lib/site-name.ts'
import { loadConfig, loadSnapshot } from '../lib/snapshot.ts'

/** What every page is given. */
export interface Site {
  cloud: Cloud
  config: Config
  history: History
  name: string
  builtAt: string
  /** It is a snapshot of an archive, which a page can ask for the others. */
  archived: boolean
  version: string
  /** The folder of the site that this one replaces; null where there is none. */
  previousSite: string | null
}

let site: Promise<Site> | undefined

/** Reads and derives once a build, however many pages ask. */
export function loadSite(): Promise<Site> {
  site ??= readSite(process.env)
  return site
}

async function readSite(env: NodeJS.ProcessEnv): Promise<Site> {
  const [snapshot, config, history] = await Promise.all([
    loadSnapshot(env.AETHER_DATA || 'data'),
    loadConfig(env.AETHER_CONFIG || null),
    loadHistory(env.AETHER_HISTORY || null, env.AETHER_HISTORY_ENTRY || null),
  ])
  return {
    cloud: deriveCloud(snapshot, config),
    config,
    history,
    name: siteName(snapshot, config),
    builtAt: env.AETHER_BUILD_TIME || new Date().toISOString(),
    archived: env.AETHER_ARCHIVED === '1',
    version,
    previousSite: env.AETHER_PREVIOUS_SITE || null,
  }
}
