import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import type { Snapshot } from '../../src/lib/model.ts'
import { loadSnapshot } from '../../src/lib/snapshot.ts'
import { CEPH_CONF, CLOUD, CLOUDS_YAML, ENVIRONMENT, type Environment } from './rig/layout.ts'

const ROOT = join(import.meta.dirname, '../..')

/** The administrator's way in: clouds.yaml, and Ceph's configuration. A caller's own OS_* settings win, so that another cloud can be compared. */
export function adminEnvironment(): Environment {
  const own = Object.entries(process.env).filter(([name]) => name.startsWith('OS_') || name === 'CEPH_CONF')
  const rig = { OS_CLIENT_CONFIG_FILE: CLOUDS_YAML, OS_CLOUD: CLOUD, CEPH_CONF }
  return { ...rig, ...Object.fromEntries(own.map(([name, value]) => [name, value ?? ''])) }
}

export interface AetherRun {
  exitCode: number
  /** What it said to people: its progress, and its one sentence when it failed. */
  stderr: string
  stdout: string
}

/** Runs the `aether` command with exactly these settings and nothing of the caller's but PATH. Exit codes are answers, not errors. */
export async function runAether(args: string[], env: Environment = adminEnvironment()): Promise<AetherRun> {
  const { exitCode, stderr, stdout } = await execa(
    process.execPath,
    [join(ROOT, 'collector/aether.js'), ...args],
    {
      cwd: tmpdir(),
      env: { PATH: `${ROOT}/node_modules/.bin:${ENVIRONMENT['PATH'] ?? ''}`, HOME: tmpdir(), ...env },
      extendEnv: false,
      reject: false,
    },
  )
  return { exitCode: exitCode ?? -1, stderr, stdout }
}

/** A folder that is removed again when the work is done. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'aether-rig-test-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Collects the rig as the administrator and reads what was written. Every source must have succeeded. */
export async function collectSnapshot(): Promise<Snapshot> {
  return withFolder(async (folder) => {
    const run = await runAether(['collect', '--data', folder])
    if (run.exitCode !== 0) throw new Error(`collect ended with ${run.exitCode}:\n${run.stderr}`)
    return loadSnapshot(folder)
  })
}
