import { stat } from 'node:fs/promises'

import { dayAt } from '../../src/lib/calendar-day.ts'
import { FILE } from '../../src/lib/files/reserved.ts'
import type { Config } from '../../src/lib/model.ts'
import { changeDocument, formatReserved, type ReservedDocument } from '../../src/lib/reserved-document.ts'
import { explainFolderError, UsageError } from '../errors.ts'
import { commitDataFolder } from '../store/data-folder.ts'
import { withLock } from '../store/lock.ts'
import { findNearest } from '../suggest.ts'
import { describeExcess, findHost, reservationOf } from './check.ts'
import { importReservations } from './import.ts'
import { parseOptions, type ReserveOptions } from './amounts.ts'
import { loadReservedCloud, type ReservedCloud } from './reserved-cloud.ts'

export interface Place {
  dataDir: string
  config: Config
  clock?: () => Date
}

/** What was done: the hosts whose reservation is another one now. */
export interface Changed {
  hosts: string[]
}

/** Throws UsageError for a host, an amount or a day that cannot be, LockedError beside another run. */
export async function setReservation(
  host: string,
  options: ReserveOptions & { force: boolean },
  place: Place,
): Promise<Changed> {
  const change = parseOptions(options, today(place))
  return changeReservations(place, (cloud) => {
    const found = findHost(host, cloud)
    const document = changeDocument(cloud.document, host, change)
    const excess = describeExcess(found, change, reservationOf(host, document[host]), cloud.rules)
    if (excess.length > 0 && !options.force) {
      throw new UsageError(
        `${host} has less free than that: ${excess.join('; ')}. --force reserves it all the same.`,
      )
    }
    return { document, hosts: [host] }
  })
}

/** A host that the cloud does not have any more can be cleared, too. */
export async function clearReservation(host: string, place: Place): Promise<Changed> {
  return changeReservations(place, ({ document }) => {
    if (Object.hasOwn(document, host))
      return { document: changeDocument(document, host, null), hosts: [host] }
    const near = new Intl.ListFormat('en-GB').format(findNearest(host, Object.keys(document), 3))
    throw new UsageError(
      `There is no reservation of ${JSON.stringify(host)}${near === '' ? ', nor any other' : `; the nearest are ${near}`}.`,
    )
  })
}

/** All entries of the text, or none. */
export async function importText(
  text: string,
  options: { from: string; force: boolean; replace: boolean },
  place: Place,
): Promise<Changed> {
  return changeReservations(place, (cloud) => {
    const { document, changed } = importReservations(text, cloud, { ...options, today: today(place) })
    return { document, hosts: changed }
  })
}

/** Reads, changes and writes under the lock that collections take, so that of two changes none is lost. */
async function changeReservations(
  { dataDir, config }: Place,
  change: (cloud: ReservedCloud) => { document: ReservedDocument; hosts: string[] },
): Promise<Changed> {
  await requireData(dataDir)
  return withLock(dataDir, async () => {
    const { document, hosts } = change(await loadReservedCloud(dataDir, config))
    if (hosts.length === 0) return { hosts }
    const write = new Map([[FILE, formatReserved(document)]])
    await commitDataFolder(dataDir, { write, remove: [] }).catch((error: unknown) => {
      throw explainFolderError(dataDir, error)
    })
    return { hosts }
  })
}

export async function requireData(dataDir: string): Promise<void> {
  const found = await stat(dataDir).catch(() => null)
  if (found?.isDirectory()) return
  throw new UsageError(
    `There is no data folder ${dataDir}; collect the cloud first, or name another one with --data.`,
  )
}

/** The day that it is where the site's readers are. */
function today({ config, clock = () => new Date() }: Place): string {
  return dayAt(clock().toISOString(), config.site.timeZone)
}
