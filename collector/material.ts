import { FILE as CEPHDF_FILE, parseCephdfJson } from '../src/lib/files/cephdf-json.ts'
import { FILE as FLAVORS_FILE, parseFlavors } from '../src/lib/files/flavors.ts'
import { FILE as IMAGES_FILE, parseImages } from '../src/lib/files/images.ts'
import type { Parsed } from '../src/lib/files/parsed.ts'
import { FILE as PROJECTS_FILE, parseProjects } from '../src/lib/files/projects.ts'
import { FILE as RATIO_FILE, parseRatio } from '../src/lib/files/ratio.ts'
import type {
  Config,
  HostRatio,
  Instance,
  Project,
  SourceReport,
  StorageCluster,
  Verification,
} from '../src/lib/model.ts'
import { checkPlacement } from '../src/lib/placement-check.ts'
import { labelInstances } from './labels.ts'
import { findRatios, labelLastKnown } from './ratios.ts'
import { sortReadings } from './sort-readings.ts'
import type { CephReading, Readings } from './sources/reading.ts'
import { parseOrNull, type Previous } from './store/previous.ts'

/** What the files of a run are made from. */
export interface Material {
  /** Each in an order that only depends on the cloud. */
  readings: Readings
  config: Config
  /** The last good ones where this run could not read them; null where there are none. */
  projects: Project[] | null
  /** With their labels; null where servers could not be read. */
  instances: Instance[] | null
  /** Null where hypervisors could not be read, or neither Placement nor the hosts. */
  ratios: HostRatio[] | null
  /** With the last good ones of those that could not be read; null where none could. */
  clusters: StorageCluster[] | null
  /** Null where servers, hypervisors or Placement could not be read. */
  verification: Verification | null
  /** Why the verification is not made; '' otherwise. */
  notVerified: string
  checkedAt: string
}

export interface ReadRun {
  readings: Readings
  reports: readonly SourceReport[]
  /** ISO 8601 */
  startedAt: string
  finishedAt: string
}

/** Joins what was read. Names that this run could not read come from the last good files. */
export async function prepareMaterial(run: ReadRun, previous: Previous, config: Config): Promise<Material> {
  const readings = sortReadings(run.readings)
  const projects = readings.projects ?? (await readLastGood(previous, PROJECTS_FILE, parseProjects))
  const instances = readings.servers
    ? labelInstances(readings.servers, {
        projects,
        flavors: readings.flavors ?? (await readLastGood(previous, FLAVORS_FILE, parseFlavors)),
        images: readings.images ?? (await readLastGood(previous, IMAGES_FILE, parseImages)),
        hypervisors: readings.hypervisors ?? [],
      })
    : null
  return {
    readings,
    config,
    projects,
    instances,
    ratios: await joinRatios(readings, previous, config),
    clusters: readings.ceph ? await joinClusters(readings.ceph, previous) : null,
    verification: verify(instances, { ...run, readings }),
    notVerified: explainNotVerified(run.reports),
    checkedAt: run.finishedAt,
  }
}

async function joinRatios(
  readings: Readings,
  previous: Previous,
  config: Config,
): Promise<HostRatio[] | null> {
  const { hypervisors, placement, 'host-ratios': configured } = readings
  if (!hypervisors || (!placement && !configured)) return null
  const last = await readLastGood(previous, RATIO_FILE, parseRatio)
  return findRatios(
    hypervisors,
    {
      providers: placement ?? [],
      configured: configured ?? [],
      lastKnown: last === null ? [] : labelLastKnown(last, await previous.readTime(RATIO_FILE)),
    },
    config,
  )
}

async function joinClusters(reading: CephReading, previous: Previous): Promise<StorageCluster[]> {
  if (reading.lost.length === 0) return reading.clusters
  const last = (await readLastGood(previous, CEPHDF_FILE, parseCephdfJson)) ?? []
  const kept = last.filter(({ name }) => reading.lost.includes(name))
  if (kept.length === 0) return reading.clusters
  const time = await previous.readTime(CEPHDF_FILE)
  return [...reading.clusters, ...kept.map((cluster) => ({ asOf: time, ...cluster }))]
}

function verify(
  instances: Instance[] | null,
  { readings, startedAt, finishedAt }: ReadRun,
): Verification | null {
  const { hypervisors, placement } = readings
  if (!instances || !hypervisors || !placement) return null
  return checkPlacement({
    instances,
    hypervisors,
    providers: placement,
    migrations: readings.migrations ?? null,
    startedAt,
    checkedAt: finishedAt,
    createdMeanwhile: new Set(readings['unlisted-servers']),
  })
}

function explainNotVerified(reports: readonly SourceReport[]): string {
  const missing = reports.find(
    ({ name, state }) =>
      ['placement', 'servers', 'hypervisors'].includes(name) && (state === 'failed' || state === 'absent'),
  )
  return missing ? `${missing.name} could not be read: ${missing.message}` : 'Placement was not collected'
}

async function readLastGood<T>(
  previous: Previous,
  file: string,
  parse: (text: string) => Parsed<T>,
): Promise<T | null> {
  const text = await previous.readText(file)
  return text === null ? null : parseOrNull(text, parse)
}
