import { resolve } from 'node:path'

import { defaultConfig } from '../../src/lib/files/config.ts'
import { readSurroundings, type Surroundings } from '../openstack/clouds-file.ts'
import { readCredentials } from '../openstack/credentials.ts'
import { loadSettings, type Settings } from '../settings.ts'
import { statePaths } from '../store/state.ts'
import type { DoctorContext } from './check.ts'
import { openCloudAccess } from './cloud-access.ts'

/** A doctor does not wait as long as a collection does. */
const LONGEST_REQUEST_SECONDS = 20

export interface DoctorOptions {
  configOption: string | undefined
  cloud: string | null
  dataDir: string | null
  nginxConfig: string | null
  env: Surroundings['env']
  signal: AbortSignal
  clock?: () => Date
  cwd?: string
  etc?: string
}

/** What the checks look at; `close` ends the login. Never rejects: what is wrong is for the checks to tell. */
export async function openDoctorContext(
  options: DoctorOptions,
): Promise<{ context: DoctorContext; close: () => Promise<void> }> {
  const { env, signal, clock = () => new Date(), cwd = process.cwd(), etc = '/etc' } = options
  const { settings, configError } = await readSettings(options.configOption, cwd)
  const { config } = settings
  const readOwnCredentials = () =>
    readCredentials(options.cloud ?? config.cloud, { ...readSurroundings(env), cwd })
  let access: ReturnType<DoctorContext['openCloud']> | null = null
  const openCloud = async () => {
    access ??= openCloudAccess(readOwnCredentials(), {
      concurrency: config.collect.concurrency,
      requestSeconds: Math.min(LONGEST_REQUEST_SECONDS, config.collect.requestSeconds),
      signal,
      clock,
    })
    return access
  }
  const context: DoctorContext = {
    settings,
    configError,
    dataDir: options.dataDir ?? settings.state.data,
    nginxConfig: options.nginxConfig ?? config.nginx.configFile,
    etc,
    cloud: options.cloud ?? config.cloud,
    env,
    signal,
    clock,
    readCredentials: readOwnCredentials,
    openCloud,
  }
  const close = async () => {
    const opened = await access?.catch(() => null)
    await opened?.client.close()
  }
  return { context, close }
}

/** A configuration that cannot be read leaves the defaults, so that the rest is looked at all the same. */
async function readSettings(
  configOption: string | undefined,
  cwd: string,
): Promise<{ settings: Settings; configError: Error | null }> {
  try {
    return { settings: await loadSettings(configOption, cwd), configError: null }
  } catch (error) {
    const configFile = configOption === undefined ? resolve(cwd, 'aether.yaml') : resolve(cwd, configOption)
    const settings = { configFile, config: defaultConfig, state: statePaths(cwd) }
    return { settings, configError: error instanceof Error ? error : new Error(String(error)) }
  }
}
