import type { TableContext, TableDefinition } from '../lib/table/definition.ts'
import { encodeTable, type EncodedTable } from '../lib/table/encode.ts'
import { countParts, countTimelineParts, partOf } from '../lib/table/parts.ts'
import {
  flavorFactsTable,
  hostFactsTable,
  imageFactsTable,
  instanceFactsTable,
  projectFactsTable,
  volumeTypeFactsTable,
} from '../lib/table/tables/detail-facts.ts'
import {
  instanceVolumeRows,
  instanceVolumesTable,
  volumeAttachmentRows,
  volumeAttachmentsTable,
  volumeSnapshotsTable,
} from '../lib/table/tables/detail-rows.ts'
import { gatherTimelines } from '../lib/change-timeline.ts'
import { timelineRows, timelineTable } from '../lib/table/tables/detail-changes.ts'
import type { Site } from './_site.ts'
import { tableContext } from './_tables.ts'

/** A file's name below rows/details/, and what makes its content when its turn comes. */
type DetailFile = [name: string, make: () => EncodedTable]

/** An instance or a volume, and the rows that belong to it. */
interface Owner<Row> {
  id: string
  rows(): Row[]
}

/** What the details of instances and volumes fetch when they are opened: the files that lib/table/tables/detail-groups.ts names. */
export function detailFiles(site: Site): Map<string, DetailFile[1]> {
  const { cloud } = site
  const { instances, flavors, images, projects, volumeTypes } = cloud.snapshot
  const volumes = cloud.snapshot.volumes ?? []
  const snapshots = cloud.snapshot.volumeSnapshots ?? []
  const context = tableContext(site, null)
  const facts = instances.map((row) => ({ id: row.id, rows: () => [row] }))
  const disks = instances.map((row) => ({ id: row.id, rows: () => instanceVolumeRows(cloud, row) }))
  const attachments = volumes.map((row) => ({ id: row.id, rows: () => volumeAttachmentRows(cloud, row) }))
  const copies = snapshots.map((row) => ({ id: row.volumeId, rows: () => [row] }))
  const timelines = gatherTimelines(site.history.changes, cloud.snapshot.collectedAt, ({ subject, id }) =>
    subject === 'instance' || subject === 'volume' ? [id] : [],
  )
  const changesOf = ({ id }: { id: string }) => ({ id, rows: () => timelineRows(id, timelines.get(id)) })
  return new Map([
    wholeFile('hosts', hostFactsTable, cloud.hosts, context),
    wholeFile('flavors', flavorFactsTable, flavors ?? [], context),
    wholeFile('images', imageFactsTable, images ?? [], context),
    wholeFile('projects', projectFactsTable, projects ?? [], context),
    wholeFile('volume-types', volumeTypeFactsTable, volumeTypes ?? [], context),
    ...partFiles('instances', instanceFactsTable(cloud), facts, countParts(facts.length), context),
    ...partFiles('instance-volumes', instanceVolumesTable, disks, countParts(disks.length), context),
    ...partFiles(
      'volume-attachments',
      volumeAttachmentsTable(cloud),
      attachments,
      countParts(attachments.length),
      context,
    ),
    ...partFiles('volume-snapshots', volumeSnapshotsTable, copies, countParts(copies.length), context),
    ...partFiles(
      'instance-changes',
      timelineTable,
      instances.map(changesOf),
      countTimelineParts(instances.length),
      context,
    ),
    ...partFiles(
      'volume-changes',
      timelineTable,
      volumes.map(changesOf),
      countTimelineParts(volumes.length),
      context,
    ),
  ])
}

function wholeFile<Row>(
  name: string,
  table: TableDefinition<Row>,
  rows: readonly Row[],
  context: TableContext,
): DetailFile {
  return [name, () => encodeTable(table, rows, context)]
}

function partFiles<Row>(
  name: string,
  table: TableDefinition<Row>,
  owners: readonly Owner<Row>[],
  parts: number,
  context: TableContext,
): DetailFile[] {
  const byPart = Map.groupBy(owners, ({ id }) => partOf(id, parts))
  return Array.from({ length: parts }, (_, part) => {
    const make = () => {
      const rows = (byPart.get(part) ?? []).flatMap((owner) => owner.rows())
      return encodeTable(table, rows, context)
    }
    return [`${name}-${part}`, make]
  })
}
