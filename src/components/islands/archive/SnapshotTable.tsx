import { useMemo } from 'preact/hooks'
import type { ArchivedSnapshot } from '../../../lib/archive-index.ts'
import { decodeTable } from '../../../lib/table/decode.ts'
import { encodeTable } from '../../../lib/table/encode.ts'
import { readAt, shownSnapshot } from '../../../lib/table/shown-snapshot.ts'
import { snapshotsTable } from '../../../lib/table/tables/snapshots.ts'
import { LoadedTable } from '../table/LoadedTable.tsx'

interface Props {
  site: string
  snapshots: readonly ArchivedSnapshot[]
  pathOf(name: string): string
}

/** Every snapshot with what it counts, in the one table of the site. */
export function SnapshotTable({ site, snapshots, pathOf }: Props) {
  const table = useMemo(() => {
    const { name: own, timeZone } = shownSnapshot()
    const newest = snapshots.at(-1)?.name
    const rows = snapshots.map(({ name, totals }) => ({
      name,
      totals,
      href: pathOf(name),
      notes: name === newest ? ['newest'] : name === own ? ['this one'] : [],
    }))
    return decodeTable(encodeTable(snapshotsTable, rows, { site, part: null, timeZone }), readAt)
  }, [site, snapshots])
  return (
    <div class="dt-frame" style={{ '--dt-rows': Math.max(3, table.rows) }}>
      <LoadedTable table={table} scope="" id="snapshots-filter" early={{ text: '', caret: null }} />
    </div>
  )
}
