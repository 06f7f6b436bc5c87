import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ENTRY_FILE } from '../src/lib/files/history-entry.ts'
import { snapshotName } from '../src/lib/time.ts'
import { formatCountOf } from '../src/lib/units.ts'
import { pruneArchive } from './archive/prune.ts'
import { noteFailures } from './archive/report-thinning.ts'
import { PER_REFRESH, thinArchive } from './archive/thin.ts'
import { buildSite } from './build.ts'
import { collect } from './collect.ts'
import { isDataFile } from './data-files.ts'
import { type DataSummary, summariseCollection } from './data-summary.ts'
import { BuildError, exitCodes, explainFolderError, isSystemRefusal } from './errors.ts'
import { attemptHistory } from './history/attempt.ts'
import { findHistorySources, type HistorySources } from './history/describe.ts'
import { prepareEntry, recordEntry, repairHistory } from './history/store.ts'
import type { Progress } from './progress.ts'
import type { Settings } from './settings.ts'
import { openDataFolder, recoverDataFolder } from './store/data-folder.ts'
import { carryAssets } from './store/carry-assets.ts'
import { keepTimes } from './store/keep-times.ts'
import { withLock } from './store/lock.ts'
import { makeFolders } from './store/make-folders.ts'
import { describeFiles, hashInputs, readManifest, sumBytes, writeManifest } from './store/manifest.ts'
import {
  beginRelease,
  cleanReleases,
  listReleases,
  publishRelease,
  readCurrentRelease,
} from './store/releases.ts'
import { copyFiles } from './store/staging.ts'
import { readVersion } from './version.ts'

export interface RefreshOptions {
  settings: Settings
  dataDir: string
  /** False: the data folder is filled by another machine. */
  collects: boolean
  env: NodeJS.ProcessEnv
  /** Name in clouds.yaml; over the configuration's. */
  cloud: string | null
  /** Ends the collection or the build; nothing is published. */
  signal: AbortSignal | null
  verbose: boolean
  progress: Progress
}

export interface RefreshEffects {
  clock: () => Date
  collect: typeof collect
  build: typeof buildSite
  prune: typeof pruneArchive
  thin: typeof thinArchive
}

const realEffects: RefreshEffects = {
  clock: () => new Date(),
  collect,
  build: buildSite,
  prune: pruneArchive,
  thin: thinArchive,
}

export interface RefreshResult {
  /** The snapshot that is served now. */
  name: string
  exitCode: typeof exitCodes.ok | typeof exitCodes.degraded
}

/**
 * Collect, check, build, archive, switch: what the timer runs. Throws where nothing was published (the served site stays as it
 * was) and LockedError where another run is at it.
 */
export async function refresh(options: RefreshOptions, effects = realEffects): Promise<RefreshResult> {
  const { state } = options.settings
  await makeFolders(state.archive)
  await openDataFolder(options.dataDir)
  // Two locks: one keeps a second publication away, the other a collection of its own into the same data folder.
  return withLock(state.root, () =>
    withLock(options.dataDir, () => refreshLocked(options, effects).catch(explainRefusal(state.root))),
  )
}

/** A full disk is met by whatever writes next, and most of that says only "no space left". */
function explainRefusal(root: string): (error: unknown) => never {
  return (error) => {
    throw isSystemRefusal(error) ? explainFolderError(root, error) : error
  }
}

async function refreshLocked(options: RefreshOptions, effects: RefreshEffects): Promise<RefreshResult> {
  const { settings, progress } = options
  const { state } = settings
  const incoming = join(state.archive, '.incoming')
  await cleanReleases(state.root)
  await rm(incoming, { recursive: true, force: true })
  await attemptHistory(progress, (tell) => repairHistory(state, tell))

  const collected = options.collects ? await runCollect(options, effects) : null
  await recoverDataFolder(options.dataDir)
  // From here on everything works on this copy: what is archived is what the site was built from.
  await copyFiles(options.dataDir, incoming, (await readdir(options.dataDir)).filter(isDataFile), 0o640)
  const sources = await findHistorySources(state, settings.config)
  const { summary, described } = await summariseCopy(incoming, options.dataDir, sources)
  const name = snapshotName(summary.collectedAt)
  const exitCode = collected ?? (summary.degraded ? exitCodes.degraded : exitCodes.ok)

  const inputs = hashInputs(await describeFiles(incoming), [readVersion(), JSON.stringify(settings.config)])
  if (await isPublished(state.root, inputs)) {
    await rm(incoming, { recursive: true })
    progress.note(`current  ${name} is already published from the same data`)
    return { name, exitCode }
  }

  const folder = await beginRelease(state.root, name)
  await rename(incoming, join(folder, 'data'))
  const entry = await prepareEntry(state, folder, described)
  await buildRelease(options, effects, { folder, name, inputs, summary })
  await publishRelease(state.root, name)
  progress.note(`current  ${name} is served now`)
  await attemptHistory(progress, (tell) => recordEntry(state, entry, tell))
  await pruneAfterSwitch(options, effects)
  await thinAfterSwitch(options, effects)
  const newest = (await listReleases(state.root)).at(-1) ?? name
  if (newest > name)
    progress.note(`clock    ${newest} is dated later: was the clock of this machine set back?`)
  return { name, exitCode }
}

/** What is served is good by now, so whatever keeps old snapshots from going is said and left to the next run. */
async function pruneAfterSwitch(
  { settings, progress }: RefreshOptions,
  effects: RefreshEffects,
): Promise<void> {
  try {
    const { removed, failed } = await effects.prune(settings, effects.clock())
    if (removed.length > 0)
      progress.note(`pruned   ${formatCountOf(removed.length, 'snapshot')} by the policy`)
    for (const { name, reason } of failed) progress.note(`pruned   not ${name}: ${reason}`)
  } catch (error) {
    progress.note(`pruned   nothing: ${error instanceof Error ? error.message : String(error)}`)
  }
}

async function thinAfterSwitch(
  { settings, progress }: RefreshOptions,
  effects: RefreshEffects,
): Promise<void> {
  try {
    const { thinned, failed } = await effects.thin(settings.state, PER_REFRESH)
    for (const name of thinned) progress.note(`thinned  ${name}`)
    noteFailures(failed, progress)
  } catch (error) {
    progress.note(`thinned  nothing: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** What is wrong with the copy is wrong with the folder that people know. */
async function summariseCopy(copy: string, dataDir: string, sources: HistorySources) {
  try {
    return await summariseCollection(copy, sources)
  } catch (error) {
    if (!(error instanceof BuildError)) throw error
    throw new BuildError(error.message.replaceAll(copy, dataDir), { cause: error })
  }
}

async function runCollect(
  options: RefreshOptions,
  effects: RefreshEffects,
): Promise<RefreshResult['exitCode']> {
  const { settings, dataDir, env, cloud, signal, progress } = options
  const { exitCode } = await effects.collect({
    config: settings.config,
    dataDir,
    env,
    cloud,
    ...(signal && { signal }),
    clock: effects.clock,
    progress,
  })
  return exitCode
}

async function buildRelease(
  options: RefreshOptions,
  effects: RefreshEffects,
  release: { folder: string; name: string; inputs: string; summary: DataSummary },
): Promise<void> {
  const { folder, name, inputs, summary } = release
  // The clock may be set while the site is built, so it does not measure.
  const begin = performance.now()
  const builtAt = effects.clock().toISOString()
  const { configFile } = options.settings
  const { verbose, signal, progress } = options
  const { root, archive } = options.settings.state
  const served = await readCurrentRelease(root)
  await effects.build({
    dataDir: join(folder, 'data'),
    summary,
    outDir: join(folder, 'site'),
    configFile,
    history: { folder: options.settings.state.history, entry: join(folder, ENTRY_FILE) },
    previousSite: served === null ? null : join(archive, served, 'site'),
    archived: true,
    builtAt,
    verbose,
    signal,
    progress,
  })
  const carried = served === null ? [] : await carryAssets(folder, join(archive, served))
  const files = await describeFiles(folder)
  if (served !== null) await keepTimes(folder, files, join(archive, served))
  await writeManifest(folder, {
    schema: 1,
    name,
    collectedAt: summary.collectedAt,
    builtAt,
    buildSeconds: Math.round(performance.now() - begin) / 1000,
    aetherVersion: readVersion(),
    degraded: summary.degraded,
    totals: summary.totals,
    inputs,
    siteBytes: sumBytes(files, 'site'),
    dataBytes: sumBytes(files, 'data'),
    carried,
    files,
  })
}

async function isPublished(stateDir: string, inputs: string): Promise<boolean> {
  const name = await readCurrentRelease(stateDir)
  if (name === null) return false
  const manifest = await readManifest(join(stateDir, 'archive', name))
  return manifest?.inputs === inputs
}
