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

/** Instances or volumes, and the rows that belong to each: worked out when they are asked for, since a hundred thousand would fill memory. */
interface Owned<Owner, Row> {
  owners: readonly Owner[]
  idOf(owner: Owner): string
  rowsOf(owner: Owner): Row[]
  /** How many files they are spread over. */
  parts: number
}

/** What the details of instances and volumes fetch when they are opened: the files that lib/table/tables/detail-groups.ts names. */
export function detailFiles(site: Site): Map<string, DetailFile[1]> {
  const { cloud } = site
  const { instances, flavors, images, projects, volumeTypes } = cloud.snapshot
  const volumes = cloud.snapshot.volumes ?? []
  const snapshots = cloud.snapshot.volumeSnapshots ?? []
  const context = tableContext(site, null)
  const timelines = gatherTimelines(site.history.changes, cloud.snapshot.collectedAt, ({ subject, id }) =>
    subject === 'instance' || subject === 'volume' ? [id] : [],
  )
  const own = <Row extends { id: string }>(row: Row) => row.id
  const itself = <Row>(row: Row) => [row]
  const changesOf = ({ id }: { id: string }) => timelineRows(id, timelines.get(id))
  return new Map([
    wholeFile('hosts', hostFactsTable, cloud.hosts, context),
    wholeFile('flavors', flavorFactsTable, flavors ?? [], context),
    wholeFile('images', imageFactsTable, images ?? [], context),
    wholeFile('projects', projectFactsTable, projects ?? [], context),
    wholeFile('volume-types', volumeTypeFactsTable, volumeTypes ?? [], context),
    ...partFiles('instances', instanceFactsTable(cloud), context, {
      owners: instances,
      idOf: own,
      rowsOf: itself,
      parts: countParts(instances.length),
    }),
    ...partFiles('instance-volumes', instanceVolumesTable, context, {
      owners: instances,
      idOf: own,
      rowsOf: (row) => instanceVolumeRows(cloud, row),
      parts: countParts(instances.length),
    }),
    ...partFiles('volume-attachments', volumeAttachmentsTable(cloud), context, {
      owners: volumes,
      idOf: own,
      rowsOf: (row) => volumeAttachmentRows(cloud, row),
      parts: countParts(volumes.length),
    }),
    ...partFiles('volume-snapshots', volumeSnapshotsTable, context, {
      owners: snapshots,
      idOf: (row) => row.volumeId,
      rowsOf: itself,
      parts: countParts(snapshots.length),
    }),
    ...partFiles('instance-changes', timelineTable, context, {
      owners: instances,
      idOf: own,
      rowsOf: changesOf,
      parts: countTimelineParts(instances.length),
    }),
    ...partFiles('volume-changes', timelineTable, context, {
      owners: volumes,
      idOf: own,
      rowsOf: changesOf,
      parts: countTimelineParts(volumes.length),
    }),
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

function partFiles<Owner, Row>(
  name: string,
  table: TableDefinition<Row>,
  context: TableContext,
  { owners, idOf, rowsOf, parts }: Owned<Owner, Row>,
): DetailFile[] {
  const byPart = Map.groupBy(owners, (owner) => partOf(idOf(owner), parts))
  return Array.from({ length: parts }, (_, part) => {
    const make = () => encodeTable(table, (byPart.get(part) ?? []).flatMap(rowsOf), context)
    return [`${name}-${part}`, make]
  })
}
