import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import pLimit from 'p-limit'
import * as aggregates from './files/aggregates.ts'
import * as aio from './files/aio.ts'
import * as allocation from './files/allocation.ts'
import * as cephdfJson from './files/cephdf-json.ts'
import * as cephdf from './files/cephdf.ts'
import { defaultConfig, parseConfig, type Config } from './files/config.ts'
import * as flavors from './files/flavors.ts'
import * as hypervisors from './files/hypervisors.ts'
import * as images from './files/images.ts'
import * as instanceIdsCheck from './files/instance-ids-check.ts'
import * as meta from './files/meta.ts'
import * as migrations from './files/migrations.ts'
import { DataFileError, type Parsed } from './files/parsed.ts'
import * as placementDiff from './files/placement-diff.ts'
import * as placement from './files/placement.ts'
import * as projects from './files/projects.ts'
import * as quotas from './files/quotas.ts'
import * as ratio from './files/ratio.ts'
import * as reserved from './files/reserved.ts'
import * as serverGroups from './files/server-groups.ts'
import * as services from './files/services.ts'
import * as verification from './files/verification.ts'
import * as volumePools from './files/volume-pools.ts'
import * as volumeSnapshots from './files/volume-snapshots.ts'
import * as volumeStats from './files/volume-stats.ts'
import * as volumeTypes from './files/volume-types.ts'
import * as volumes from './files/volumes.ts'
import type { Meta, Problem, Snapshot } from './model.ts'

/** More rows than these say nothing new about a file, and would drown the About page. */
const PROBLEMS_A_FILE = 100

/**
 * Reads a data folder, ours or the earlier tool's. Files that are not there are "not collected" (null), but for aio.csv and
 * allocation.txt. Throws DataFileError, one sentence, where the folder, a required file or a whole file cannot be read.
 */
export async function loadSnapshot(dataDir: string): Promise<Snapshot> {
  await requireFolder(dataDir)
  const collection = await makeFolder(dataDir, {}).read(meta.FILE, meta.parseMeta)
  const folder = makeFolder(dataDir, collection?.files ?? {})
  const [required, optional] = await Promise.all([
    Promise.all([
      folder.need(aio.FILE, aio.parseAio),
      folder.need(allocation.FILE, allocation.parseAllocation),
    ]),
    readOptionalFiles(folder),
  ])
  const [instances, listed] = required
  const { hypervisorDetails, aggregatesAndZones, cephText, cephJson, ...rest } = optional
  return {
    collectedAt: collection?.collectedAt ?? folder.newestTime(),
    timeFrom: collection ? 'meta' : 'files',
    meta: collection,
    instances,
    hypervisors: hypervisors.joinHypervisors(listed, hypervisorDetails ?? []),
    storage: cephJson ?? (cephText && [cephText]),
    aggregates: aggregatesAndZones?.aggregates ?? null,
    zones: aggregatesAndZones?.zones ?? null,
    ...rest,
    problems: folder.problems(),
  }
}

async function readOptionalFiles({ read }: Folder) {
  const files = {
    hypervisorDetails: read(hypervisors.FILE, hypervisors.parseHypervisors),
    ratios: read(ratio.FILE, ratio.parseRatio),
    flavors: read(flavors.FILE, flavors.parseFlavors),
    volumes: read(volumes.FILE, volumes.parseVolumes),
    cephText: read(cephdf.FILE, cephdf.parseCephdf),
    cephJson: read(cephdfJson.FILE, cephdfJson.parseCephdfJson),
    reservations: read(reserved.FILE, reserved.parseReserved),
    placementDifferences: read(placementDiff.FILE, placementDiff.parsePlacementDiff),
    instanceIdChecks: read(instanceIdsCheck.FILE, instanceIdsCheck.parseInstanceIdsCheck),
    verification: read(verification.FILE, verification.parseVerification),
    providers: read(placement.FILE, placement.parsePlacement),
    services: read(services.FILE, services.parseServices),
    aggregatesAndZones: read(aggregates.FILE, aggregates.parseAggregates),
    migrations: read(migrations.FILE, migrations.parseMigrations),
    serverGroups: read(serverGroups.FILE, serverGroups.parseServerGroups),
    projects: read(projects.FILE, projects.parseProjects),
    quotas: read(quotas.FILE, quotas.parseQuotas),
    images: read(images.FILE, images.parseImages),
    volumeSnapshots: read(volumeSnapshots.FILE, volumeSnapshots.parseVolumeSnapshots),
    volumeTypes: read(volumeTypes.FILE, volumeTypes.parseVolumeTypes),
    volumePools: read(volumePools.FILE, volumePools.parseVolumePools),
    volumeStats: read(volumeStats.FILE, volumeStats.parseVolumeStats),
  }
  const values = await Promise.all(Object.values(files))
  return Object.fromEntries(Object.keys(files).map((key, index) => [key, values[index]])) as {
    [Key in keyof typeof files]: Awaited<(typeof files)[Key]>
  }
}

interface Folder {
  /** Null where the file is not there. */
  read<T>(file: string, parse: (text: string) => Parsed<T>): Promise<T | null>
  /** Throws DataFileError where the file is not there. */
  need<T>(file: string, parse: (text: string) => Parsed<T>): Promise<T>
  problems(): Problem[]
  newestTime(): string
}

/** `written`: what the collector says of the files that it wrote. */
function makeFolder(dataDir: string, written: Meta['files']): Folder {
  const problemsByFile = new Map<string, Problem[]>()
  const times: number[] = []
  // One after the other, so that only one large file is held as bytes, as text and as rows.
  const inTurn = pLimit(1)

  async function readNext<T>(file: string, parse: (text: string) => Parsed<T>): Promise<T | null> {
    const path = join(dataDir, file)
    const content = await readContent(path, file)
    if (content === null) return null
    // People edit the reservations between two collections.
    if (file !== reserved.FILE) times.push((await stat(path)).mtimeMs)
    const changes = describeChange(file, content, written[file])
    const { value, problems } = parse(content.toString('utf8'))
    problemsByFile.set(file, [...changes, ...limitProblems(file, problems)])
    return value
  }

  const read: Folder['read'] = (file, parse) => inTurn(() => readNext(file, parse))
  return {
    read,
    async need(file, parse) {
      const value = await read(file, parse)
      if (value !== null) return value
      throw new DataFileError(
        file,
        null,
        `not found in ${dataDir}; every page needs it: collect the cloud, or choose another folder`,
      )
    },
    problems: () =>
      [...problemsByFile]
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .flatMap(([, problems]) => problems),
    newestTime: () => new Date(Math.max(...times)).toISOString(),
  }
}

function limitProblems(file: string, problems: Problem[]): Problem[] {
  const more = problems.length - PROBLEMS_A_FILE
  if (more <= 0) return problems
  return [
    ...problems.slice(0, PROBLEMS_A_FILE),
    { file, line: null, reason: `${more} more rows could not be read` },
  ]
}

/** A file that was cut or edited reads well, and its figures are wrong all the same. People edit the reservations on purpose. */
function describeChange(file: string, content: Buffer, report: Meta['files'][string] | undefined): Problem[] {
  if (report === undefined || file === reserved.FILE) return []
  const differs = content.length !== report.bytes
  if (!differs && createHash('sha256').update(content).digest('hex') === report.sha256) return []
  const size = differs
    ? `${content.length} bytes instead of ${report.bytes}`
    : `${report.bytes} bytes as then, but others`
  const reason = `is not what the collector wrote (${size}): it was changed or cut after the collection`
  return [{ file, line: null, reason }]
}

async function requireFolder(dataDir: string): Promise<void> {
  try {
    if ((await stat(dataDir)).isDirectory()) return
  } catch (error) {
    throw new DataFileError(dataDir, null, `the data folder ${describeFailure(error)}`, { cause: error })
  }
  throw new DataFileError(dataDir, null, 'the data folder is no folder; name the folder that holds aio.csv')
}

/** Null where there is no such file. */
async function readContent(path: string, file: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw new DataFileError(file, null, `the file ${describeFailure(error)}`, { cause: error })
  }
}

function describeFailure(error: unknown): string {
  if (hasCode(error, 'ENOENT')) return 'does not exist; collect the cloud first, or name another one'
  if (hasCode(error, 'EISDIR')) return 'is a folder, where a file is expected; move it away'
  return `cannot be read (${error instanceof Error ? error.message : String(error)}); check its permissions`
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

/** The defaults where no file is named or the file is not there. Throws DataFileError where it is wrong. */
export async function loadConfig(file: string | null): Promise<Config> {
  if (file === null || file === '') return defaultConfig
  const content = await readContent(file, basename(file))
  return content === null ? defaultConfig : parseConfig(content.toString('utf8'), basename(file))
}
