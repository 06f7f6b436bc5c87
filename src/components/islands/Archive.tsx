import { archivePath } from '../../lib/table/shown-archive.ts'
import { shownSnapshot } from '../../lib/table/shown-snapshot.ts'
import { Calendar } from './archive/Calendar.tsx'
import { SnapshotTable } from './archive/SnapshotTable.tsx'
import { useArchive } from './archive/use-archive.ts'
import { Icon } from './table/Icon.tsx'

/** What is kept of earlier collections: by day, and with what each counts. */
export function Archive({ site }: { site: string }) {
  const loaded = useArchive()
  if (loaded.state === 'loading') return <div class="archive archive-loading" aria-busy="true" />
  if (loaded.state === 'failed')
    return (
      <p class="archive tone-critical" role="alert">
        <Icon name="critical" /> The archive could not be read: {loaded.reason} Reload the page to try again.
      </p>
    )
  const { snapshots } = loaded
  if (snapshots.length === 0)
    return (
      <div class="archive archive-empty" data-ready>
        <p>This site has no archive</p>
        <p class="text-muted">
          It was built by itself, or is served where only the newest is. <code>aether refresh</code> keeps
          each collection with the whole site as it was.
        </p>
      </div>
    )
  const pathOf = (name: string) => `${archivePath()}${name}/`
  return (
    <div class="archive">
      <Calendar
        names={snapshots.map(({ name }) => name)}
        timeZone={shownSnapshot().timeZone}
        pathOf={pathOf}
      />
      <SnapshotTable site={site} snapshots={snapshots} pathOf={pathOf} />
    </div>
  )
}
