import { useLayoutEffect } from 'preact/hooks'
import { type ChangeCount, countChanges } from '../../lib/change-counts.ts'
import { noteGap } from '../../lib/change-notes.ts'
import { serialiseChangeQuestion } from '../../lib/change-range.ts'
import { decodeTable, type Table } from '../../lib/table/decode.ts'
import { encodeTable } from '../../lib/table/encode.ts'
import { readAt } from '../../lib/table/shown-snapshot.ts'
import { changeKindSearch, linksOfSites } from '../../lib/table/tables/change-links.ts'
import { CHANGES_TABLE, changesTable } from '../../lib/table/tables/changes.ts'
import { formatAge, formatTime, snapshotTime } from '../../lib/time.ts'
import { formatCountOf } from '../../lib/units.ts'
import { ChangeStrip } from '../ui/ChangeStrip.tsx'
import { ChangeNotes } from './changes/ChangeNotes.tsx'
import { ChangeTimesForm } from './changes/ChangeTimesForm.tsx'
import { type Shown, useChanges } from './changes/use-changes.ts'
import { Icon } from './table/Icon.tsx'
import { replaceTable } from './table/replaced-table.ts'

interface Props {
  site: string
  timeZone: string
  /** Of the page's own collection and the one before it, as the page was built; ISO 8601. */
  at: string
  previous: string | null
  counts: readonly ChangeCount[]
  notes: readonly string[]
  remarks: readonly string[]
}

/** Which two times are compared, and in short what differs; the table below the island has the rest. */
export function Changes({ site, timeZone, at, previous, counts, notes, remarks }: Props) {
  const control = useChanges(previous)
  const { shown } = control
  // Before it is painted: rows of other times would be taken for these.
  useLayoutEffect(() => {
    const table = shown.state === 'ready' ? tableOf(shown, site, timeZone) : null
    document.documentElement.dataset['changes'] = shown.state
    replaceTable(CHANGES_TABLE, table)
    makeRoom(table?.rows ?? sum(counts))
  }, [shown, site, timeZone])

  const ready = shown.state === 'ready' ? shown : null
  const isOwn = shown.state === 'own'
  const times = ready
    ? { from: snapshotTime(ready.times.from), to: snapshotTime(ready.times.to) }
    : { from: previous, to: at }
  const all = ready ? countChanges(ready.found.changes.map(({ event }) => event)) : isOwn ? counts : []
  return (
    <div class="changes" aria-busy={shown.state === 'loading'}>
      <ChangeTimesForm control={control} timeZone={timeZone} />
      <p class="changes-between" role="status">
        {shown.state === 'loading' && 'Comparing the two collections…'}
        {(ready !== null || isOwn) && describeTimes(times, sum(all), timeZone)}
      </p>
      {shown.state === 'failed' && (
        <p class="tone-critical" role="alert">
          <Icon name="critical" /> The two times could not be compared: {shown.reason} Choose other times, or
          reload the page to try again.
        </p>
      )}
      <ChangeStrip
        counts={all}
        hrefOf={(count) => serialiseChangeQuestion(control.question, changeKindSearch(count))}
      />
      <ChangeNotes
        notes={ready ? ready.found.notes : isOwn ? notes : []}
        remarks={ready ? ready.found.gaps.map((gap) => noteGap(gap, timeZone)) : isOwn ? remarks : []}
      />
    </div>
  )
}

/** The table's frame is as high as the rows that the page was built with. */
function makeRoom(rows: number): void {
  const frame = document.querySelector<HTMLElement>('.changes-table .dt-frame')
  frame?.style.setProperty('--dt-rows', String(Math.max(rows, 3)))
}

function sum(counts: readonly ChangeCount[]): number {
  return counts.reduce((total, { count }) => total + count, 0)
}

function describeTimes(
  { from, to }: { from: string | null; to: string | null },
  changes: number,
  timeZone: string,
): string {
  if (from === null || to === null) return ''
  const apart = formatAge(Date.parse(to) - Date.parse(from))
  return `${formatTime(from, timeZone)} to ${formatTime(to, timeZone)} (${apart}): ${formatCountOf(changes, 'change')}`
}

function tableOf(
  { times, found, sources }: Shown & { state: 'ready' },
  site: string,
  timeZone: string,
): Table {
  const { log, sites } = sources
  const links = linksOfSites(
    {
      from: sites.pathOf(times.from),
      to: sites.pathOf(times.to),
      hosts: new Map(log.hosts),
      projects: new Map(log.projects),
    },
    found.changes,
  )
  const between = [times.from, times.to].map((name) => formatTime(snapshotTime(name), timeZone))
  const empty = `Nothing changed between ${between.join(' and ')}.`
  return decodeTable(
    encodeTable(changesTable(links), found.changes, { site, part: null, timeZone, empty }),
    readAt,
  )
}
