import { countFiles, type Manifest } from '../../src/lib/files/manifest.ts'
import { formatAge, formatTime } from '../../src/lib/time.ts'
import { formatBytes, formatCount, formatCountOf } from '../../src/lib/units.ts'
import { describeTotals } from '../data-summary.ts'
import type { KeepReason } from '../store/retention.ts'
import { formatTable, spellControls } from '../terminal-table.ts'
import type { DiskUse } from './measure.ts'
import type { ArchivedSnapshot } from './snapshots.ts'
import { isSound, type Verification } from './verify.ts'

export interface MeasuredSnapshot extends ArchivedSnapshot {
  disk: DiskUse
}

interface Reader {
  now: Date
  timeZone: string
}

const TITLES = ['Snapshot', 'Collected', 'Age', 'Own', 'Shared', 'Form', 'Sources', 'Holds', 'Kept']
const FIGURES = ['Age', 'Own', 'Shared']

/** As a table for the terminal, with the sums below. */
export function formatSnapshots(
  snapshots: readonly MeasuredSnapshot[],
  together: DiskUse,
  reader: Reader,
): string {
  if (snapshots.length === 0) return 'The archive is empty.'
  const rows = snapshots.map(({ name, collectedAt, manifest, reasons, disk }) => [
    name,
    formatTime(collectedAt, reader.timeZone),
    formatSince(collectedAt, reader.now),
    formatBytes(disk.own),
    formatBytes(disk.shared),
    describeForm(manifest),
    describeSources(manifest),
    manifest?.totals ? describeTotals(manifest.totals) : 'totals not recorded',
    describeReasons(reasons),
  ])
  const leaving = snapshots.filter(({ reasons }) => reasons.length === 0).length
  return [
    formatTable([TITLES, ...rows], (column) => FIGURES.includes(TITLES[column] ?? '')),
    '',
    `${formatCountOf(snapshots.length, 'snapshot')}, ${formatBytes(together.own + together.shared)} on disk; the next pruning removes ${formatCount(leaving)}.`,
  ].join('\n')
}

/** One snapshot, a line a fact. */
export function formatSnapshot(snapshot: MeasuredSnapshot, reader: Reader): string {
  const { name, collectedAt, folder, manifest, reasons, disk } = snapshot
  const since = formatSince(collectedAt, reader.now)
  const facts = {
    Snapshot: name,
    Collected: `${formatTime(collectedAt, reader.timeZone)}, ${since}${since.startsWith('in ') ? '' : ' ago'}`,
    ...(manifest ? describeManifest(manifest, reader.timeZone) : { Manifest: 'missing or cannot be read' }),
    'On disk': `${formatBytes(disk.own)} of its own, ${formatBytes(disk.shared)} shared with others`,
    Kept: describeReasons(reasons),
    Folder: folder,
  }
  return Object.entries(facts)
    .map(([title, text]) => `${title.padEnd(9)}  ${spellControls(text)}`)
    .join('\n')
}

function describeManifest(manifest: Manifest, timeZone: string): Record<string, string> {
  const { builtAt, buildSeconds, aetherVersion, totals, siteBytes, dataBytes } = manifest
  const more = totals && [
    formatCountOf(totals.projects, 'project'),
    totals.flavors === null ? 'flavors not collected' : formatCountOf(totals.flavors, 'flavor'),
  ]
  const length = buildSeconds === null ? '' : `, in ${buildSeconds.toFixed(1)} s`
  return {
    Built: `${formatTime(builtAt, timeZone)}${length}, by Aether ${aetherVersion ?? 'of an unknown version'}`,
    Sources: describeSources(manifest),
    Holds: totals && more ? [describeTotals(totals), ...more].join(', ') : 'totals not recorded',
    Files: `${formatCount(countFiles(manifest))}: ${formatBytes(siteBytes)} of site, ${formatBytes(dataBytes)} of data`,
    Form: manifest.schema === 2 ? 'thin: pages compressed, downloads left out, data packed' : 'whole',
  }
}

function describeForm(manifest: Manifest | null): string {
  if (manifest === null) return 'unknown'
  return manifest.schema === 2 ? 'thin' : 'whole'
}

function describeSources(manifest: Manifest | null): string {
  if (manifest === null) return 'unreadable'
  if (manifest.degraded === null) return 'not recorded'
  return manifest.degraded ? 'degraded' : 'good'
}

function formatSince(collectedAt: string | null, now: Date): string {
  const age = now.getTime() - Date.parse(collectedAt ?? '')
  return age < 0 ? `in ${formatAge(-age)}` : formatAge(age)
}

const REASONS: Partial<Record<KeepReason, string>> = {
  served: 'served',
  newest: 'the newest',
  unreadable: 'its manifest cannot be read',
  future: 'dated later than now',
  recent: 'of the last days',
}

/** `served, the newest, of the last days, newest of its day, week and month` */
function describeReasons(reasons: readonly KeepReason[]): string {
  if (reasons.length === 0) return 'no longer; the next pruning removes it'
  const words = reasons.flatMap((reason) => REASONS[reason] ?? [])
  const periods = reasons.filter((reason) => REASONS[reason] === undefined)
  if (periods.length > 0) words.push(`newest of its ${periods.join(', ').replace(/, (\w+)$/, ' and $1')}`)
  return words.join(', ')
}

/** So many files are named of each kind; `--json` has them all. */
const NAMED_FILES = 10

/** `2026-11-22T061100Z  good, 5,123 files`, or a line for each file that is not. */
export function formatVerification(found: Verification): string {
  const { name, files, unreadable } = found
  if (isSound(found)) return `${name}  good, ${formatCountOf(files, 'file')}`
  if (unreadable !== null) return `${name}  cannot be verified: ${spellControls(unreadable)}`
  const { changed, missing, extra } = found
  const lines = Object.entries({ changed, missing, extra }).flatMap(([kind, paths]) => {
    const named = paths.slice(0, NAMED_FILES).map((path) => `  ${kind.padEnd(7)}  ${spellControls(path)}`)
    const left = paths.length - named.length
    return left > 0 ? [...named, `  ${kind.padEnd(7)}  and ${formatCount(left)} more`] : named
  })
  return [`${name}  NOT as it was published`, ...lines].join('\n')
}
