import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as aggregates from '../../../src/lib/files/aggregates.ts'
import * as aio from '../../../src/lib/files/aio.ts'
import * as allocation from '../../../src/lib/files/allocation.ts'
import * as cephdfJson from '../../../src/lib/files/cephdf-json.ts'
import * as cephdf from '../../../src/lib/files/cephdf.ts'
import * as flavors from '../../../src/lib/files/flavors.ts'
import * as hypervisors from '../../../src/lib/files/hypervisors.ts'
import * as images from '../../../src/lib/files/images.ts'
import * as instanceIdsCheck from '../../../src/lib/files/instance-ids-check.ts'
import * as meta from '../../../src/lib/files/meta.ts'
import * as migrations from '../../../src/lib/files/migrations.ts'
import type { Parsed } from '../../../src/lib/files/parsed.ts'
import * as placementDiff from '../../../src/lib/files/placement-diff.ts'
import * as placement from '../../../src/lib/files/placement.ts'
import * as projects from '../../../src/lib/files/projects.ts'
import * as quotas from '../../../src/lib/files/quotas.ts'
import * as ratio from '../../../src/lib/files/ratio.ts'
import * as reserved from '../../../src/lib/files/reserved.ts'
import * as serverGroups from '../../../src/lib/files/server-groups.ts'
import * as services from '../../../src/lib/files/services.ts'
import { StorageCluster } from '../../../src/lib/files/storage-cluster.ts'
import * as verification from '../../../src/lib/files/verification.ts'
import * as volumePools from '../../../src/lib/files/volume-pools.ts'
import * as volumeSnapshots from '../../../src/lib/files/volume-snapshots.ts'
import * as volumeStats from '../../../src/lib/files/volume-stats.ts'
import * as volumeTypes from '../../../src/lib/files/volume-types.ts'
import * as volumes from '../../../src/lib/files/volumes.ts'
import { cluster, flavor, hypervisor, instance, reservation, volume } from './arbitraries.ts'
import { amount, fitting, recordOf, word } from './nasty.ts'

interface Case {
  name: string
  run(): void
}

/** Whatever the names: what was written is read again, to the last character, and nothing is reported. */
function roundTrip<T>(
  file: string,
  arbitrary: fc.Arbitrary<T>,
  serialise: (value: T) => string,
  parse: (text: string) => Parsed<T>,
): Case {
  return {
    name: file,
    run: () =>
      fc.assert(
        fc.property(arbitrary, (value) => {
          const text = serialise(value)
          expect(text.length).toBeGreaterThan(0)
          expect(parse(text)).toStrictEqual({ value, problems: [] })
        }),
        { numRuns: 150 },
      ),
  }
}

const list = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { maxLength: 5 })
const rows = (schema: Parameters<typeof fitting>[0]) => list(fitting(schema)) as fc.Arbitrary<never>
const unique = <T>(arbitrary: fc.Arbitrary<T>, selector: (value: T) => unknown) =>
  fc.uniqueArray(arbitrary, { selector, maxLength: 5 })
const ratioValue = fc.option(fc.double({ min: 0.1, max: 64, noNaN: true }), { nil: null })

const cases: Case[] = [
  roundTrip(
    aio.FILE,
    unique(instance, (row) => row.id),
    aio.serialiseAio,
    aio.parseAio,
  ),
  roundTrip(flavors.FILE, list(flavor), flavors.serialiseFlavors, flavors.parseFlavors),
  roundTrip(volumes.FILE, list(volume), volumes.serialiseVolumes, volumes.parseVolumes),
  roundTrip(
    allocation.FILE,
    unique(hypervisor, (row) => row.name),
    allocation.serialiseAllocation,
    allocation.parseAllocation,
  ),
  roundTrip(
    ratio.FILE,
    unique(
      fc.record(
        {
          host: word,
          cpuRatio: ratioValue,
          ramRatio: ratioValue,
          source: fc.constantFrom('nova.conf', 'last known 2026-11-22T06:11:00Z'),
        },
        { requiredKeys: ['host', 'cpuRatio', 'ramRatio'], noNullPrototype: true },
      ),
      (row) => row.host,
    ),
    ratio.serialiseRatio,
    ratio.parseRatio,
  ),
  roundTrip(
    reserved.FILE,
    unique(reservation, (row) => row.host),
    reserved.serialiseReserved,
    reserved.parseReserved,
  ),
  roundTrip(cephdf.FILE, cluster, cephdf.serialiseCephdf, cephdf.parseCephdf),
  roundTrip(
    cephdfJson.FILE,
    rows(StorageCluster),
    cephdfJson.serialiseCephdfJson,
    cephdfJson.parseCephdfJson,
  ),
  roundTrip(
    placementDiff.FILE,
    list(
      recordOf({
        host: word,
        placementVcpus: amount,
        actualVcpus: amount,
        checkedAt: fc.constantFrom(null, '2026-11-22'),
      }).map((row) => ({ ...row, difference: row.placementVcpus - row.actualVcpus })),
    ),
    placementDiff.serialisePlacementDiff,
    placementDiff.parsePlacementDiff,
  ),
  roundTrip(
    instanceIdsCheck.FILE,
    list(
      recordOf({
        host: word,
        missingInOpenstack: fc.array(fc.uuid(), { maxLength: 3 }),
        missingInPlacement: fc.array(fc.uuid(), { maxLength: 3 }),
        checkedAt: fc.constantFrom(null, '2026-11-22T05:55:37Z'),
      }),
    ),
    instanceIdsCheck.serialiseInstanceIdsCheck,
    instanceIdsCheck.parseInstanceIdsCheck,
  ),
  roundTrip(
    volumeStats.FILE,
    recordOf({ overhead: fc.option(amount, { nil: null }), totalTib: fc.option(amount, { nil: null }) }),
    volumeStats.serialiseVolumeStats,
    volumeStats.parseVolumeStats,
  ),
  roundTrip(
    hypervisors.FILE,
    rows(hypervisors.HypervisorDetails),
    hypervisors.serialiseHypervisors,
    hypervisors.parseHypervisors,
  ),
  roundTrip(services.FILE, rows(services.Service), services.serialiseServices, services.parseServices),
  roundTrip(
    migrations.FILE,
    rows(migrations.Migration),
    migrations.serialiseMigrations,
    migrations.parseMigrations,
  ),
  roundTrip(
    serverGroups.FILE,
    rows(serverGroups.ServerGroup),
    serverGroups.serialiseServerGroups,
    serverGroups.parseServerGroups,
  ),
  roundTrip(projects.FILE, rows(projects.Project), projects.serialiseProjects, projects.parseProjects),
  roundTrip(quotas.FILE, rows(quotas.ProjectQuota), quotas.serialiseQuotas, quotas.parseQuotas),
  roundTrip(images.FILE, rows(images.Image), images.serialiseImages, images.parseImages),
  roundTrip(
    volumeSnapshots.FILE,
    rows(volumeSnapshots.VolumeSnapshot),
    volumeSnapshots.serialiseVolumeSnapshots,
    volumeSnapshots.parseVolumeSnapshots,
  ),
  roundTrip(
    volumeTypes.FILE,
    rows(volumeTypes.VolumeType),
    volumeTypes.serialiseVolumeTypes,
    volumeTypes.parseVolumeTypes,
  ),
  roundTrip(
    volumePools.FILE,
    rows(volumePools.VolumePool),
    volumePools.serialiseVolumePools,
    volumePools.parseVolumePools,
  ),
  roundTrip(
    placement.FILE,
    rows(placement.ResourceProvider),
    placement.serialisePlacement,
    placement.parsePlacement,
  ),
  roundTrip(
    aggregates.FILE,
    recordOf({ aggregates: rows(aggregates.Aggregate), zones: rows(aggregates.AvailabilityZone) }),
    aggregates.serialiseAggregates,
    aggregates.parseAggregates,
  ),
  roundTrip(
    verification.FILE,
    recordOf({
      checkedAt: fc.constant('2026-11-22T06:11:00Z'),
      notChecked: fc.constantFrom(null, 'Placement was not reachable'),
      hosts: rows(verification.HostCheck),
      findings: rows(verification.PlacementFinding),
    }),
    verification.serialiseVerification,
    verification.parseVerification,
  ),
  roundTrip(meta.FILE, fitting(meta.Meta) as fc.Arbitrary<meta.Meta>, meta.serialiseMeta, meta.parseMeta),
]

describe('parse(serialise(x)) is x', () => {
  test.each(cases)('$name', ({ run }) => run())
})
