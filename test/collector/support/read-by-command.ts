import { silentProgress } from '../../../collector/progress.ts'
import { cliSource } from '../../../collector/sources/cli.ts'
import { readSources } from '../../../collector/sources/read-sources.ts'
import { defaultConfig } from '../../../src/lib/files/config.ts'
import type { Config } from '../../../src/lib/model.ts'
import { makeFakeOpenstack } from './fake-openstack.ts'
import { smallAnswers } from './openstack-answers.ts'

/** Planted in the environment of the command. */
export const password = 'planted-pass-5d20'

interface Wish {
  cli?: Partial<Config['cli']>
  signal?: AbortSignal
  cloud?: string
}

/** Reads everything through `command`. */
export async function readBy(command: string[], { cli, signal, cloud }: Wish = {}) {
  const config: Config = {
    ...defaultConfig,
    sources: { api: false, ceph: false, ssh: false, cli: true },
    cli: { ...defaultConfig.cli, command, ...cli },
  }
  const env = { PATH: process.env['PATH'], OS_PASSWORD: password }
  const context = { config, cloud: cloud ?? null, env, signal: signal ?? new AbortController().signal }
  const read = await readSources([cliSource], context, new Set(), silentProgress)
  const reports = new Map(read.reports.map((report) => [report.name, report]))
  return {
    ...read,
    reports,
    broken: read.reports.filter(({ state }) => state === 'failed' || state === 'degraded'),
  }
}

/** Reads everything from a fake command that answers as for a small cloud, but for `changes`. */
export async function readAnswers(changes: Record<string, unknown>, wish: Wish = {}) {
  const fake = await makeFakeOpenstack({ ...smallAnswers(), ...changes })
  return { ...(await readBy([fake.file], wish)), fake }
}
