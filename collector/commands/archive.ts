import { join, resolve } from 'node:path'
import { countFiles } from '../../src/lib/files/manifest.ts'
import { formatCountOf } from '../../src/lib/units.ts'
import { readAction } from '../actions.ts'
import type { KnownContents } from '../archive/compare-thin.ts'
import { findSnapshot } from '../archive/find.ts'
import { measureFolder, measureFolders } from '../archive/measure.ts'
import { type ArchivedSnapshot, type ArchiveSettings, listSnapshots } from '../archive/snapshots.ts'
import { reportPruning } from '../archive/report-pruning.ts'
import { reportThinning } from '../archive/report-thinning.ts'
import { restoreData } from '../archive/restore.ts'
import { isSound, verifySnapshot } from '../archive/verify.ts'
import {
  formatSnapshot,
  formatSnapshots,
  formatVerification,
  type MeasuredSnapshot,
} from '../archive/words.ts'
import { defineCommand } from '../command.ts'
import { exitCodes, UsageError } from '../errors.ts'
import { reportReindex } from '../history/report-reindex.ts'
import type { Progress } from '../progress.ts'
import { loadSettings } from '../settings.ts'
import { listReleases } from '../store/releases.ts'

const ACTIONS = {
  list: { subject: null, options: [] },
  show: { subject: 'TIME', options: [] },
  prune: { subject: null, options: ['dry-run'] },
  verify: { subject: 'TIME', optional: true, options: [] },
  thin: { subject: null, options: [] },
  restore: { subject: 'TIME', options: ['to'] },
  reindex: { subject: null, options: [] },
} as const

export const archiveCommand = defineCommand({
  name: 'archive',
  description:
    'Look at the archived snapshots, remove those that the policy (archive in aether.yaml) does not keep, check the others, and get their data back.',
  example: [
    'aether archive list',
    'aether archive show 2026-11-22T06',
    'aether archive prune --dry-run',
    'aether archive verify',
    'aether archive thin',
    'aether archive restore 2026-11-22T06 --to DIR',
    'aether archive reindex',
  ].join('\n  '),
  args: {
    action: {
      type: 'positional',
      required: true,
      description: 'list, show, prune, verify, thin, restore or reindex',
    },
    subject: {
      type: 'positional',
      required: false,
      description:
        'TIME of show, verify and restore: the begin of a time is enough where it fits one snapshot only',
    },
    to: {
      type: 'string',
      valueHint: 'DIR',
      description: 'restore: a new or empty folder for the data files',
    },
    'dry-run': { type: 'boolean', description: 'prune: only tell what would go' },
  },
  async run({ args, progress }) {
    const action = readAction('archive', ACTIONS, args)
    const settings = await loadSettings(args.config)
    const output = { json: args.json === true, quiet: args.quiet === true, print }
    const now = new Date()
    const { subject } = args
    if (action === 'list') return list(settings, now, output.json)
    if (action === 'show') return show(settings, subject ?? '', now, output.json)
    if (action === 'verify') return verify(settings, subject, output)
    if (action === 'thin') return reportThinning(settings.state, { ...output, progress })
    if (action === 'restore') return restore(settings, subject ?? '', args.to, { ...output, progress })
    if (action === 'reindex') return reportReindex(settings, { ...output, progress })
    return reportPruning(settings, now, { ...output, dryRun: args['dry-run'] === true, progress })
  },
})

async function list(settings: ArchiveSettings, now: Date, json: boolean): Promise<void> {
  const snapshots: MeasuredSnapshot[] = []
  for (const snapshot of await listSnapshots(settings, now)) snapshots.push(await measure(snapshot))
  if (json) for (const snapshot of snapshots) print(JSON.stringify(toEvent(snapshot)))
  if (json) return
  const together = await measureFolders(snapshots.map(({ folder }) => folder))
  print(formatSnapshots(snapshots, together, { now, timeZone: settings.config.site.timeZone }))
}

async function show(settings: ArchiveSettings, time: string, now: Date, json: boolean): Promise<void> {
  const snapshots = await listSnapshots(settings, now)
  const name = findSnapshot(
    time,
    snapshots.map((snapshot) => snapshot.name),
  )
  for (const snapshot of snapshots.filter((each) => each.name === name)) {
    const measured = await measure(snapshot)
    if (json) print(JSON.stringify(toEvent(measured)))
    else print(formatSnapshot(measured, { now, timeZone: settings.config.site.timeZone }))
  }
}

interface Output {
  json: boolean
  quiet: boolean
}

async function verify({ state }: ArchiveSettings, time: string | undefined, output: Output): Promise<number> {
  const all = await listReleases(state.root)
  const known: KnownContents = new Map()
  let sound = true
  for (const name of time === undefined ? all : [findSnapshot(time, all)]) {
    const found = await verifySnapshot(state.archive, name, known)
    if (found === null) continue
    if (output.json) print(JSON.stringify({ event: 'verified', sound: isSound(found), ...found }))
    else if (!output.quiet || !isSound(found)) print(formatVerification(found))
    sound &&= isSound(found)
  }
  return sound ? exitCodes.ok : exitCodes.nothingPublished
}

async function restore(
  { state }: ArchiveSettings,
  time: string,
  to: string | undefined,
  { json, progress }: Output & { progress: Progress },
): Promise<void> {
  if (to === undefined || to === '')
    throw new UsageError('aether archive restore needs --to DIR. See --help.')
  const name = findSnapshot(time, await listReleases(state.root))
  const folder = resolve(to)
  const files = await restoreData(join(state.archive, name), folder)
  if (json) return print(JSON.stringify({ event: 'restored', name, folder, files }))
  progress.note(
    `restored ${formatCountOf(files, 'data file')} of ${name}. Its whole site: aether build --data ${folder} --out DIR`,
  )
}

async function measure(snapshot: ArchivedSnapshot): Promise<MeasuredSnapshot> {
  return { ...snapshot, disk: await measureFolder(snapshot.folder) }
}

/** A snapshot without the list of its files, which would be thousands of lines. */
function toEvent({ manifest, disk, ...snapshot }: MeasuredSnapshot): object {
  const { inputs: _inputs, schema, ...recorded } = manifest ?? { schema: null }
  return {
    event: 'snapshot',
    ...recorded,
    ...snapshot,
    readable: manifest !== null,
    thin: schema === null ? null : schema === 2,
    files: manifest && countFiles(manifest),
    ownBytes: disk.own,
    sharedBytes: disk.shared,
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
