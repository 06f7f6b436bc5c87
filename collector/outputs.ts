import * as aggregates from '../src/lib/files/aggregates.ts'
import * as aio from '../src/lib/files/aio.ts'
import * as allocation from '../src/lib/files/allocation.ts'
import * as cephdfJson from '../src/lib/files/cephdf-json.ts'
import * as cephdf from '../src/lib/files/cephdf.ts'
import * as flavors from '../src/lib/files/flavors.ts'
import * as hypervisors from '../src/lib/files/hypervisors.ts'
import * as images from '../src/lib/files/images.ts'
import * as instanceIdsCheck from '../src/lib/files/instance-ids-check.ts'
import * as migrations from '../src/lib/files/migrations.ts'
import * as placementDiff from '../src/lib/files/placement-diff.ts'
import * as placement from '../src/lib/files/placement.ts'
import * as projects from '../src/lib/files/projects.ts'
import * as quotas from '../src/lib/files/quotas.ts'
import * as ratio from '../src/lib/files/ratio.ts'
import * as serverGroups from '../src/lib/files/server-groups.ts'
import * as services from '../src/lib/files/services.ts'
import * as verification from '../src/lib/files/verification.ts'
import * as volumePools from '../src/lib/files/volume-pools.ts'
import * as volumeSnapshots from '../src/lib/files/volume-snapshots.ts'
import * as volumeTypes from '../src/lib/files/volume-types.ts'
import * as volumes from '../src/lib/files/volumes.ts'
import { compareNatural } from '../src/lib/natural-order.ts'
import { toInstanceIdChecks, toPlacementDifferences } from '../src/lib/placement-check.ts'
import { labelVolumes } from './labels.ts'
import type { Material } from './material.ts'
import { findRatios } from './ratios.ts'
import type { SubjectName } from './sources/reading.ts'
import { parseOrNull } from './store/previous.ts'

/** One file, and the subjects without which its last good version is kept. */
export interface Output {
  file: string
  needs: readonly SubjectName[]
  /** The text, in an order that only depends on the cloud; null where a subject is missing. */
  make(material: Material): string | null
  /** What is written instead where a subject is missing and there is no last good version. */
  otherwise?(material: Material): string
  /** Whether an earlier version is worth keeping; every one is where not given. */
  isGood?(text: string): boolean
}

const checked: readonly SubjectName[] = ['servers', 'hypervisors', 'placement']

/** Every file that a collection writes, but for meta.json. */
export const outputs: readonly Output[] = [
  {
    file: aio.FILE,
    needs: ['servers'],
    make: ({ instances }) => instances && aio.serialiseAio(instances),
  },
  {
    file: allocation.FILE,
    needs: ['hypervisors'],
    make: ({ readings }) =>
      make(readings.hypervisors, (rows) => allocation.serialiseAllocation(byName(rows))),
  },
  {
    file: hypervisors.FILE,
    needs: ['hypervisors'],
    make: ({ readings }) =>
      make(readings.hypervisors, (rows) => hypervisors.serialiseHypervisors(byName(rows))),
  },
  {
    file: ratio.FILE,
    needs: ['hypervisors', 'placement'],
    make: ({ readings, config }) =>
      readings.hypervisors && readings.placement
        ? ratio.serialiseRatio(findRatios(byName(readings.hypervisors), readings.placement, config.hosts))
        : null,
  },
  {
    file: flavors.FILE,
    needs: ['flavors'],
    make: ({ readings }) => make(readings.flavors, (rows) => flavors.serialiseFlavors(byName(rows))),
  },
  {
    file: services.FILE,
    needs: ['services'],
    make: ({ readings }) =>
      make(readings.services, (rows) =>
        services.serialiseServices(by(rows, (row) => [row.binary, row.host, row.zone])),
      ),
  },
  {
    file: aggregates.FILE,
    needs: ['aggregates', 'zones'],
    make: ({ readings }) =>
      readings.aggregates && readings.zones
        ? aggregates.serialiseAggregates({
            aggregates: byName(readings.aggregates),
            zones: by(readings.zones, (row) => [row.name]),
          })
        : null,
  },
  {
    file: migrations.FILE,
    needs: ['migrations'],
    make: ({ readings }) =>
      make(readings.migrations, (rows) => migrations.serialiseMigrations(by(rows, (row) => [row.uuid]))),
  },
  {
    file: serverGroups.FILE,
    needs: ['server-groups'],
    make: ({ readings }) =>
      make(readings['server-groups'], (rows) => serverGroups.serialiseServerGroups(byName(rows))),
  },
  {
    file: projects.FILE,
    needs: ['projects'],
    make: ({ readings }) => make(readings.projects, (rows) => projects.serialiseProjects(byName(rows))),
  },
  {
    file: quotas.FILE,
    needs: ['quotas'],
    make: ({ readings }) =>
      make(readings.quotas, (rows) => quotas.serialiseQuotas(by(rows, (row) => [row.projectId]))),
  },
  {
    file: images.FILE,
    needs: ['images'],
    make: ({ readings }) => make(readings.images, (rows) => images.serialiseImages(byName(rows))),
  },
  {
    file: volumes.FILE,
    needs: ['volumes'],
    make: (material) =>
      make(material.readings.volumes, (rows) =>
        volumes.serialiseVolumes(labelVolumes(rows, material.projects)),
      ),
  },
  {
    file: volumeSnapshots.FILE,
    needs: ['volume-snapshots'],
    make: ({ readings }) =>
      make(readings['volume-snapshots'], (rows) => volumeSnapshots.serialiseVolumeSnapshots(byName(rows))),
  },
  {
    file: volumeTypes.FILE,
    needs: ['volume-types'],
    make: ({ readings }) =>
      make(readings['volume-types'], (rows) => volumeTypes.serialiseVolumeTypes(byName(rows))),
  },
  {
    file: volumePools.FILE,
    needs: ['volume-pools'],
    make: ({ readings }) =>
      make(readings['volume-pools'], (rows) =>
        volumePools.serialiseVolumePools(by(rows, (row) => [row.name])),
      ),
  },
  {
    file: placement.FILE,
    needs: ['placement'],
    make: ({ readings }) =>
      make(readings.placement, (rows) =>
        placement.serialisePlacement(by(rows, (row) => [row.name, row.uuid])),
      ),
  },
  { file: cephdf.FILE, needs: ['ceph'], make: ({ readings }) => readings.ceph?.text ?? null },
  {
    file: cephdfJson.FILE,
    needs: ['ceph'],
    make: ({ readings }) => make(readings.ceph, ({ clusters }) => cephdfJson.serialiseCephdfJson(clusters)),
  },
  {
    file: verification.FILE,
    needs: checked,
    make: (material) => material.verification && verification.serialiseVerification(material.verification),
    otherwise: ({ checkedAt, notVerified }) =>
      verification.serialiseVerification({ checkedAt, notChecked: notVerified, hosts: [], findings: [] }),
    isGood: (text) => parseOrNull(text, verification.parseVerification)?.notChecked === null,
  },
  {
    file: placementDiff.FILE,
    needs: checked,
    make: (material) =>
      material.verification &&
      placementDiff.serialisePlacementDiff(toPlacementDifferences(material.verification)),
  },
  {
    file: instanceIdsCheck.FILE,
    needs: checked,
    make: (material) =>
      material.verification &&
      instanceIdsCheck.serialiseInstanceIdsCheck(toInstanceIdChecks(material.verification)),
  },
]

function make<T>(value: T | undefined, serialise: (value: T) => string): string | null {
  return value === undefined ? null : serialise(value)
}

function byName<T extends { id: string; name: string }>(rows: readonly T[]): T[] {
  return by(rows, (row) => [row.name, row.id])
}

function by<T>(rows: readonly T[], keys: (row: T) => string[]): T[] {
  return rows.toSorted((a, b) => {
    const others = keys(b)
    return keys(a).reduce((order, key, index) => order || compareNatural(key, others[index] ?? ''), 0)
  })
}
