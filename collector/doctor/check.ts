import type { Credentials } from '../openstack/credentials.ts'
import type { Settings } from '../settings.ts'
import type { CloudAccess } from './cloud-access.ts'
import type { Finding } from './finding.ts'

/** What the checks look at. Nothing of it is changed by them. */
export interface DoctorContext {
  /** The defaults where the configuration cannot be read. */
  settings: Settings
  /** Why it cannot be read; null where it can. */
  configError: Error | null
  dataDir: string
  /** nginx.conf to test; null where none was named. */
  nginxConfig: string | null
  /** Where this machine's own settings are: /etc. */
  etc: string
  /** Name in clouds.yaml; null where the environment decides. */
  cloud: string | null
  env: Readonly<Record<string, string | undefined>>
  signal: AbortSignal
  clock: () => Date
  /** Throws UsageError, the same one each time. */
  readCredentials(): Credentials
  /** Logs in, once for all checks. Rejects with the reason. */
  openCloud(): Promise<CloudAccess>
}

export interface Check {
  name: string
  /** An error that it throws is a problem of its own, a SkipCheck is none. */
  run(context: DoctorContext): Promise<Finding[]>
}

/** A check cannot be made since something before it is wrong. */
export class SkipCheck extends Error {
  override name = 'SkipCheck'
}

/** For checks that need a login, which has a finding of its own where it fails. */
export async function needCloud(context: DoctorContext): Promise<CloudAccess> {
  skipWithoutApi(context)
  try {
    return await context.openCloud()
  } catch (error) {
    throw new SkipCheck('This needs a login, which failed.', { cause: error })
  }
}

export function skipWithoutApi({ settings }: DoctorContext): void {
  if (!settings.config.sources.api) throw new SkipCheck('The APIs are off (sources.api).')
}
