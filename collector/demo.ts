import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FILE as RESERVED_FILE, serialiseReserved } from '../src/lib/files/reserved.ts'
import type { Config, Hypervisor, Reservation } from '../src/lib/model.ts'
import { loadSnapshot } from '../src/lib/snapshot.ts'
import { pruneArchive } from './archive/prune.ts'
import { thinArchive } from './archive/thin.ts'
import { buildSite } from './build.ts'
import { collect } from './collect.ts'
import { describeTotals } from './data-summary.ts'
import { type DemoCloud, startDemoCloud } from './demo-cloud/index.ts'
import { UsageError } from './errors.ts'
import { recordCollection } from './history/record.ts'
import { type Progress, silentProgress } from './progress.ts'
import { refresh } from './refresh.ts'
import { makeFolders } from './store/make-folders.ts'
import { readManifest } from './store/manifest.ts'
import { type StatePaths, statePaths } from './store/state.ts'

export interface DemoOptions {
  /** Emptied first; refused where it holds something else than an earlier demo. */
  stateDir: string
  config: Config
  hosts: number
  servers: number
  volumes: number
  /** Tell every step of every snapshot. */
  verbose: boolean
  progress: Progress
  /** The real time, at which the simulated days end. */
  clock?: () => Date
}

const DAYS = Array.from({ length: 60 }, (_, index) => 60 - index)
/** How many simulated hours ago each collection is made: one every other day for a month, one a day for the next, and one twelve hours before now. */
const AGES = [...DAYS.filter((day) => day <= 30 || day % 2 === 0).map((day) => day * 24), 12, 0]
/** Those of which a site is built and archived, denser towards today; the others are only recorded in the history. */
const WITH_SITE: readonly number[] = [60 * 24, 30 * 24, 14 * 24, 7 * 24, 3 * 24, 24, 12, 0]

/** By this file a folder is known to be the demo's, and may be emptied. */
const MARK = '.aether-demo'

/** Runs the real pipeline on a simulated cloud: sixty simulated days of collections, and a build and a switch for some of them. */
export async function runDemo(options: DemoOptions, build = buildSite): Promise<StatePaths> {
  const { clock = () => new Date(), hosts, servers, volumes, progress } = options
  const state = statePaths(options.stateDir)
  await emptyStateFolder(state.root)
  const [oldest = 0] = AGES
  const start = new Date(clock().getTime() - oldest * 3_600_000)
  const cloud = await startDemoCloud({ hosts, servers, volumes, start })
  try {
    let begin = performance.now()
    for (const [index, age] of AGES.entries()) {
      cloud.advance((AGES[index - 1] ?? oldest) - age)
      if (!WITH_SITE.includes(age)) {
        await recordDay(options, state, cloud)
        continue
      }
      const name = await publishSnapshot(options, state, cloud, build)
      const totals = (await readManifest(join(state.archive, name)))?.totals
      const seconds = ((performance.now() - begin) / 1000).toFixed(1)
      const which = `snapshot ${WITH_SITE.indexOf(age) + 1} of ${WITH_SITE.length}`
      progress.note(`${which}  ${name}  ${totals ? describeTotals(totals) : ''}  ${seconds} s`)
      begin = performance.now()
      // From the second collection on there is something to see of reservations.
      if (index === 0) await reserveSome(state.data)
    }
  } finally {
    await cloud.close()
  }
  return state
}

/** A collection without a site: nobody else is at the demo's folder, so that it needs no lock. */
async function recordDay(options: DemoOptions, state: StatePaths, cloud: DemoCloud): Promise<void> {
  const config = configFor(options, cloud)
  const progress = options.verbose ? options.progress : silentProgress
  await collect({ config, dataDir: state.data, env: cloud.env, progress, clock: () => cloud.now() })
  await recordCollection(state, state.data, config, (text) => progress.note(text))
}

function configFor({ config }: DemoOptions, cloud: DemoCloud): Config {
  return { ...config, cloud: null, ceph: { ...config.ceph, command: cloud.cephCommand } }
}

async function publishSnapshot(
  options: DemoOptions,
  state: StatePaths,
  cloud: DemoCloud,
  build: typeof buildSite,
): Promise<string> {
  const { name } = await refresh(
    {
      settings: { configFile: null, config: configFor(options, cloud), state },
      dataDir: state.data,
      collects: true,
      env: cloud.env,
      cloud: null,
      signal: null,
      verbose: options.verbose,
      progress: options.verbose ? options.progress : silentProgress,
    },
    { clock: () => cloud.now(), collect, build, prune: pruneArchive, thin: thinArchive },
  )
  return name
}

async function emptyStateFolder(stateDir: string): Promise<void> {
  const names: string[] = await readdir(stateDir).catch(() => [])
  if (names.length > 0 && !names.includes(MARK)) {
    throw new UsageError(
      `${stateDir} holds something else than an earlier demo, so it will not be emptied. Choose another folder with --state.`,
    )
  }
  await rm(stateDir, { recursive: true, force: true })
  await makeFolders(stateDir)
  await writeFile(join(stateDir, MARK), 'Made by "aether demo", which empties this folder when it starts.\n')
}

/** Reservations as people would keep them: one for growth, one with an end, one spare host. */
async function reserveSome(dataDir: string): Promise<void> {
  const { hypervisors } = await loadSnapshot(dataDir)
  const up = hypervisors.filter(({ state, enabled }) => state === 'up' && enabled !== false)
  const entries = [
    {
      vcpus: 32,
      memoryMb: 65_536,
      purpose: 'next month: billing cluster',
      owner: 'planning',
      until: '2027-03-31',
    },
    { vcpus: 8, memoryMb: 16_384, purpose: 'growth of the database tier', owner: null, until: null },
    { vcpus: 0, memoryMb: 0, purpose: 'backup for maintenance', owner: 'operations', until: null },
  ]
  const reservations = entries.flatMap((entry, index) => reserveOn(up[index * 2], entry))
  await writeFile(join(dataDir, RESERVED_FILE), serialiseReserved(reservations))
}

function reserveOn(hypervisor: Hypervisor | undefined, entry: Omit<Reservation, 'host'>): Reservation[] {
  return hypervisor ? [{ host: hypervisor.name, ...entry }] : []
}
