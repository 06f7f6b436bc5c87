import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Host } from '../../src/lib/cloud-model.ts'
import { deriveHosts } from '../../src/lib/hosts.ts'
import { FILE, parseReserved, readReservedDocument } from '../../src/lib/files/reserved.ts'
import type { Config, Problem, Reservation } from '../../src/lib/model.ts'
import type { ReservedDocument } from '../../src/lib/reserved-document.ts'
import { reservationRules, type ReservationRules } from '../../src/lib/reservations.ts'
import { loadSnapshot } from '../../src/lib/snapshot.ts'
import { recoverDataFolder } from '../store/data-folder.ts'

/** What a reservation is held against: the hosts as collected, and the file as people left it. */
export interface ReservedCloud {
  hosts: Host[]
  hostByName: ReadonlyMap<string, Host>
  document: ReservedDocument
  reservations: Reservation[]
  /** What of the file counts as none, with host and field. */
  problems: Problem[]
  /** Expired is what was over when the cloud was collected, as on the site. */
  rules: ReservationRules
}

/** Throws DataFileError where the data cannot be read, which says what to do. */
export async function loadReservedCloud(dataDir: string, config: Config): Promise<ReservedCloud> {
  await recoverDataFolder(dataDir)
  const snapshot = await loadSnapshot(dataDir)
  const hosts = deriveHosts(snapshot, null, config)
  const text = snapshot.reservations && (await readFile(join(dataDir, FILE), 'utf8'))
  return {
    hosts,
    hostByName: new Map(hosts.map((host) => [host.name, host])),
    document: text === null ? {} : readReservedDocument(text),
    problems: text === null ? [] : parseReserved(text).problems,
    reservations: snapshot.reservations ?? [],
    rules: reservationRules(snapshot.collectedAt, config),
  }
}
