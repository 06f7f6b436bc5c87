import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { execa, type Options } from 'execa'
import { vi } from 'vitest'

import { type DemoCloud, startDemoCloud } from '../../../collector/demo-cloud/index.ts'
import { type Nginx, startNginx } from '../../support/nginx.ts'
import { readReleases, type ServedAnswer, watchSite } from './watch-site.ts'

// A refresh takes seconds, and a loaded machine makes ten times as many of them.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

const bin = fileURLToPath(new URL('../../../collector/aether.js', import.meta.url))

/** A refresh that is under way. */
export interface RunningRefresh {
  pid?: number
  kill(signal: NodeJS.Signals): boolean
}

type RunOptions = Pick<Options, 'uid' | 'gid'> & {
  args?: string[]
  /** Over the cloud's own; `undefined` takes a variable away. */
  env?: Record<string, string | undefined>
  /** Done while the refresh runs. */
  during?: (run: RunningRefresh) => Promise<void>
}

interface Outcome {
  exitCode: number | undefined
  signal: string | undefined
  stderr: string
  /** What was served meanwhile, in the order of the asking. */
  answers: ServedAnswer[]
}

/** One state folder with a good release that nginx serves, and the cloud that it was collected from. */
export interface Rig {
  cloud: DemoCloud
  state: string
  data: string
  /** Where runs put their temporary files. */
  temporary: string
  /** A shell script that runs in the place of `ceph`. */
  setCeph(script: string): Promise<void>
  /** The script that answers as the cloud's storage does. */
  workingCeph: string
  /** Keys of aether.yaml beside those that the rig needs. */
  configure(yaml: string): Promise<void>
  /** Asks for the site without a pause while `work` is done. Rejects where anything served was not whole. */
  watch<T>(work: () => Promise<T>): Promise<T & { answers: ServedAnswer[] }>
  /** Runs the real `aether refresh` and watches the site. */
  refresh(options?: RunOptions): Promise<Outcome>
  close(): Promise<void>
}

/** Two pages of everything, in a cloud that is collected in a fraction of a second and built in three. */
const SMALL = { hosts: 2, servers: 8, volumes: 6, projects: 3, maxLimit: 5 }

/** `state`, where given, is an empty folder that somebody else removes. */
export async function startRig(given?: { state: string }): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'aether-faults-'))
  // Other users have to get in, where a test runs one.
  await chmod(folder, 0o755)
  const state = given?.state ?? join(folder, 'state')
  const temporary = join(folder, 'temporary')
  await mkdir(state, { recursive: true })
  await mkdir(temporary, { mode: 0o777 })
  await chmod(temporary, 0o1777)
  const cloud = await startDemoCloud(SMALL)
  let nginx: Nginx | null = null

  const script = join(folder, 'ceph.sh')
  const workingCeph = await recordCeph(cloud, folder)
  const rig: Rig = {
    cloud,
    state,
    temporary,
    data: join(state, 'data'),
    setCeph: (text) => writeFile(script, text),
    workingCeph,
    configure: (yaml) =>
      writeFile(join(state, 'aether.yaml'), `ceph: { command: [sh, ${JSON.stringify(script)}] }\n${yaml}\n`),
    async watch(work) {
      const before = await readReleases(state)
      const site = nginx === null ? null : watchSite(nginx)
      const outcome = await work()
      const answers = (await site?.stop({ before, after: await readReleases(state) })) ?? []
      return { ...outcome, answers }
    },
    refresh: (options = {}) => rig.watch(() => run(rig, options)),
    async close() {
      await nginx?.stop()
      await cloud.close()
      await rm(folder, { recursive: true })
    },
  }
  await rig.setCeph(workingCeph)
  await rig.configure('')
  const { exitCode, stderr } = await rig.refresh()
  if (exitCode !== 0) throw new Error(`The first refresh ended with ${exitCode}:\n${stderr}`)
  nginx = await startNginx(state)
  return rig
}

/** Says again what the cloud's own command said once: that one takes a second where the machine is loaded. */
async function recordCeph({ cephCommand: [file = '', ...args] }: DemoCloud, folder: string): Promise<string> {
  const [text, json] = [join(folder, 'ceph.txt'), join(folder, 'ceph.json')]
  await writeFile(text, (await execa(file, [...args, 'df'])).stdout)
  await writeFile(json, (await execa(file, [...args, 'df', '--format', 'json'])).stdout)
  return `case "$*" in *json) cat '${json}' ;; *) cat '${text}' ;; esac\n`
}

async function run(
  { cloud, state, temporary }: Rig,
  { args = [], env, during, ...options }: RunOptions,
): Promise<Omit<Outcome, 'answers'>> {
  const running = execa(process.execPath, [bin, 'refresh', ...args], {
    ...options,
    cwd: state,
    env: { PATH: process.env['PATH'], HOME: temporary, TMPDIR: temporary, ...cloud.env, ...env },
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
  })
  await during?.(running)
  const { exitCode, signal, stderr } = await running
  return { exitCode, signal, stderr: String(stderr) }
}
