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
import type { Verification } from '../src/lib/model.ts'
import { toInstanceIdChecks, toPlacementDifferences } from '../src/lib/placement-check.ts'
import { labelVolumes } from './labels.ts'
import type { Material } from './material.ts'
import { countSources } from './ratios.ts'
import { serialiseListParts, serialiseTableParts } from './serialise-parts.ts'
import type { SubjectName, Subjects } from './sources/reading.ts'
import { parseOrNull } from './store/previous.ts'

/** One file, and the subjects without which its last good version is kept. */
export interface Output {
  file: string
  needs: readonly SubjectName[]
  /** Subjects that fill it, too, and while they are switched on keep it. */
  helpedBy?: readonly SubjectName[]
  /** The text, or its parts; null where a subject is missing. */
  make(material: Material): string | Iterable<string> | null
  /** What meta.json says of its content. */
  note?(material: Material): string | undefined
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
    make: ({ instances }) => instances && serialiseTableParts(instances, aio.serialiseAio),
  },
  from('hypervisors', allocation.FILE, allocation.serialiseAllocation),
  from('hypervisors', hypervisors.FILE, hypervisors.serialiseHypervisors),
  {
    file: ratio.FILE,
    needs: ['hypervisors', 'placement'],
    helpedBy: ['host-ratios'],
    make: ({ ratios }) => ratios && ratio.serialiseRatio(ratios),
    note: ({ ratios }) => countSources(ratios ?? []),
  },
  from('flavors', flavors.FILE, flavors.serialiseFlavors),
  from('services', services.FILE, services.serialiseServices),
  {
    file: aggregates.FILE,
    needs: ['aggregates', 'zones'],
    make: ({ readings }) =>
      readings.aggregates && readings.zones
        ? aggregates.serialiseAggregates({ aggregates: readings.aggregates, zones: readings.zones })
        : null,
  },
  from('migrations', migrations.FILE, migrations.serialiseMigrations),
  from('server-groups', serverGroups.FILE, serverGroups.serialiseServerGroups),
  from('projects', projects.FILE, projects.serialiseProjects),
  from('quotas', quotas.FILE, quotas.serialiseQuotas),
  from('images', images.FILE, images.serialiseImages),
  from('volumes', volumes.FILE, (rows, { projects: labels }) =>
    serialiseListParts(labelVolumes(rows, labels), volumes.serialiseVolumes),
  ),
  from('volume-snapshots', volumeSnapshots.FILE, volumeSnapshots.serialiseVolumeSnapshots),
  from('volume-types', volumeTypes.FILE, volumeTypes.serialiseVolumeTypes),
  from('volume-pools', volumePools.FILE, volumePools.serialiseVolumePools),
  from('placement', placement.FILE, placement.serialisePlacement),
  { file: cephdf.FILE, needs: ['ceph'], make: ({ readings }) => readings.ceph?.text ?? null },
  {
    file: cephdfJson.FILE,
    needs: ['ceph'],
    make: ({ clusters }) => clusters && cephdfJson.serialiseCephdfJson(clusters),
  },
  {
    ...fromVerification(verification.FILE, verification.serialiseVerification),
    otherwise: ({ checkedAt, notVerified }) =>
      verification.serialiseVerification({ checkedAt, notChecked: notVerified, hosts: [], findings: [] }),
    isGood: (text) => parseOrNull(text, verification.parseVerification)?.notChecked === null,
  },
  fromVerification(placementDiff.FILE, (check) =>
    placementDiff.serialisePlacementDiff(toPlacementDifferences(check)),
  ),
  fromVerification(instanceIdsCheck.FILE, (check) =>
    instanceIdsCheck.serialiseInstanceIdsCheck(toInstanceIdChecks(check)),
  ),
]

function from<Name extends SubjectName>(
  name: Name,
  file: string,
  serialise: (value: Subjects[Name], material: Material) => string | Iterable<string>,
): Output {
  const make = (material: Material) => {
    const value = material.readings[name]
    return value === undefined ? null : serialise(value, material)
  }
  return { file, needs: [name], make }
}

function fromVerification(file: string, serialise: (check: Verification) => string): Output {
  return { file, needs: checked, make: ({ verification: check }) => check && serialise(check) }
}
