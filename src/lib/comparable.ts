import {
  type ComparedHost,
  type ComparedInstance,
  type ComparedVolume,
  recordFlavor,
  recordHost,
  recordInstance,
  recordReservation,
  recordVolume,
  isStub,
} from './compared-records.ts'
import { CHANGE_SUBJECTS, type ChangeSubject } from './change-kinds.ts'
import type { ChangeRecord, Comparable } from './change-record.ts'
import type { Meta, Snapshot } from './model.ts'
import { type DatedSnapshot, findStaleParts } from './stale-parts.ts'
import { formatCountOf } from './units.ts'

/** What a collection says of the cloud for a comparison, and in words where it could not read a subject, or not all of it. */
export interface Compared {
  comparable: Comparable
  notCompared: { [Subject in ChangeSubject]?: string }
}

/** As much of a cloud as is compared. */
export interface ComparedCloud {
  snapshot: ComparedSnapshot
  hosts: readonly ComparedHost[]
}

interface ComparedSnapshot extends DatedSnapshot, Pick<Snapshot, 'problems' | 'flavors' | 'reservations'> {
  meta: Pick<Meta, 'files' | 'sources'> | null
  instances: readonly ComparedInstance[]
  volumes: readonly ComparedVolume[] | null
  /** Hosts have what is compared of them; this only tells whether they were collected. */
  hypervisors: readonly unknown[] | null
  services: readonly unknown[] | null
}

/** How a subject was read: `reason` is null where nothing is to be said. */
interface Reading {
  isRead: boolean
  /** Whether all that there is was read. */
  whole: boolean
  reason: string | null
}

type Source = {
  part: 'instances' | 'volumes' | 'hypervisors' | 'flavors'
  file: string
  source: string
}

/** Of each subject the part of the snapshot, its file and the source that fills it; reservations are kept by people. */
const SOURCES: Record<Exclude<ChangeSubject, 'reservation'>, Source> = {
  instance: { part: 'instances', file: 'aio.csv', source: 'servers' },
  volume: { part: 'volumes', file: 'volumes.json', source: 'volumes' },
  host: { part: 'hypervisors', file: 'allocation.txt', source: 'hypervisors' },
  flavor: { part: 'flavors', file: 'flavors.csv', source: 'flavors' },
}

const WHOLE: Reading = { isRead: true, whole: true, reason: null }

/** Everything of a collection that can be compared with another one. */
export function comparableOf(cloud: ComparedCloud): Compared {
  const readings = CHANGE_SUBJECTS.map(
    (subject) => [subject, subject === 'reservation' ? WHOLE : judge(cloud.snapshot, subject)] as const,
  )
  return {
    comparable: Object.fromEntries(
      readings.flatMap(([subject, { isRead, whole }]) =>
        isRead ? [[subject, { records: listRecords(cloud, subject, whole), whole }]] : [],
      ),
    ),
    notCompared: Object.fromEntries(
      readings.flatMap(([subject, { reason }]) => (reason === null ? [] : [[subject, reason]])),
    ),
  }
}

function judge(snapshot: ComparedSnapshot, subject: Exclude<ChangeSubject, 'reservation'>): Reading {
  const { part, file, source } = SOURCES[subject]
  const unread = (reason: string): Reading => ({ isRead: false, whole: false, reason })
  if (snapshot[part] === null) return unread('They are not collected.')
  if (findStaleParts(snapshot, [part]).length > 0)
    return unread('They could not be read, so those of an earlier collection are shown.')

  const skipped = snapshot.problems.filter((problem) => problem.file === file).length
  const report = snapshot.meta?.sources.find(({ name }) => name === source)
  const stubs = snapshot.instances.filter(isStub).length
  const reasons = [
    skipped > 0 ? `${formatCountOf(skipped, 'problem')} in ${file}.` : '',
    report?.state === 'degraded' ? `They were not read in full: ${report.message}.` : '',
    subject === 'host' && stubs > 0 ? 'A cell is down, and with it hosts may be missing.' : '',
  ].filter((reason) => reason !== '')
  if (reasons.length > 0)
    return {
      isRead: true,
      whole: false,
      reason: `${reasons.join(' ')} What is missing is not taken for gone.`,
    }
  if (subject !== 'instance' || stubs === 0) return WHOLE
  const reason = `A cell is down: of ${formatCountOf(stubs, 'instance')} only the id is known.`
  return { isRead: true, whole: true, reason }
}

function listRecords(cloud: ComparedCloud, subject: ChangeSubject, whole: boolean): ChangeRecord[] {
  const { snapshot, hosts } = cloud
  switch (subject) {
    case 'instance':
      return snapshot.instances.map((instance) => recordInstance(instance, whole))
    case 'volume':
      return (snapshot.volumes ?? []).map((volume) => recordVolume(volume, whole))
    case 'host': {
      const fresh = {
        figures: findStaleParts(snapshot, ['ratios', 'providers']).length === 0,
        services: snapshot.services !== null && findStaleParts(snapshot, ['services']).length === 0,
      }
      return hosts.map((host) => recordHost(host, fresh))
    }
    case 'flavor':
      return (snapshot.flavors ?? []).map((flavor) => recordFlavor(flavor, whole))
    case 'reservation':
      return (snapshot.reservations ?? []).map(recordReservation)
  }
}
