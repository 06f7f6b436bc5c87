import { expect, test } from 'vitest'
import { deriveVolumeTotals, groupVolumesByInstance } from '../../src/lib/volume-totals.ts'
import { aVolume } from '../support/samples.ts'

function attachment(serverId: string) {
  return { serverId, attachmentId: serverId, volumeId: 'v', hostName: '', device: '', attachedAt: null }
}

test('every status and every size class is counted, to the bound', () => {
  const sizes = [10, 11, 100, 101, 1024, 1025, 10_240, 10_241]
  const volumes = sizes.map((sizeGib, index) =>
    aVolume({ sizeGib, status: index < 3 ? 'error_deleting' : 'available' }),
  )
  const totals = deriveVolumeTotals(volumes)
  expect(totals.bySizeClass.map(({ label, count, sizeGib }) => [label, count, sizeGib])).toEqual([
    ['up to 10 GiB', 1, 10],
    ['11 to 100 GiB', 2, 111],
    ['101 GiB to 1 TiB', 2, 1125],
    ['over 1 to 10 TiB', 2, 11_265],
    ['over 10 TiB', 1, 10_241],
  ])
  expect(totals.bySizeClass.map(({ fromGib, toGib }) => [fromGib, toGib])).toEqual([
    [0, 10],
    [11, 100],
    [101, 1024],
    [1025, 10_240],
    [10_241, null],
  ])
  expect(totals.byStatus).toEqual([
    { status: 'available', count: 5, sizeGib: 22_631 },
    { status: 'error_deleting', count: 3, sizeGib: 121 },
  ])
  expect(totals).toMatchObject({ count: 8, totalGib: 22_752, averageGib: 2844, attached: 0, unattached: 8 })
})

test('attached is what has an attachment, or says so where attachments are not listed', () => {
  const totals = deriveVolumeTotals([
    aVolume({ attachments: [attachment('a'), attachment('b')], status: 'reserved' }),
    aVolume({ status: 'in-use' }),
    aVolume(),
  ])
  expect(totals).toMatchObject({ attached: 2, unattached: 1 })
})

test('no volumes, no average', () => {
  expect(deriveVolumeTotals([])).toMatchObject({ count: 0, averageGib: 0, byStatus: [] })
})

test('a multi-attached volume is with each of its instances, once', () => {
  const volume = aVolume({ attachments: [attachment('a'), attachment('b'), attachment('b')] })
  expect([...groupVolumesByInstance([volume, aVolume()])]).toEqual([
    ['a', [volume]],
    ['b', [volume]],
  ])
})
