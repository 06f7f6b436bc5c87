import { type ChangeLog, findOwnChanges, makeChangeLog } from '../lib/change-log.ts'
import type { DatedChange } from '../lib/change-fold.ts'
import type { HistoryChanges } from '../lib/files/history-events.ts'
import { encodeTable, type EncodedTable } from '../lib/table/encode.ts'
import { linksOfCloud } from '../lib/table/tables/change-links.ts'
import { changesTable } from '../lib/table/tables/changes.ts'
import type { Site } from './_site.ts'
import { tableContext } from './_tables.ts'

export function ownChanges({ cloud, history }: Pick<Site, 'cloud' | 'history'>): HistoryChanges | null {
  return findOwnChanges(cloud.snapshot.collectedAt, history.changes)
}

/** The rows of the Changes page, as it opens. */
export function ownChangesTable(site: Site): EncodedTable {
  const own = ownChanges(site)
  const rows = own?.events.map((event): DatedChange => ({ at: own.at, event })) ?? []
  return encodeTable(changesTable(linksOfCloud(site.cloud)), rows, tableContext(site, null))
}

const logs = new WeakMap<Site, ChangeLog>()

/** What the page fetches for other times; made once a build. */
export function siteChangeLog(site: Site): ChangeLog {
  const log =
    logs.get(site) ?? makeChangeLog(site.cloud, site.history.changes, site.config.site.intervalMinutes)
  logs.set(site, log)
  return log
}
