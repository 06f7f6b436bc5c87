import { expect, test } from 'vitest'
import { reservedUntil } from '../../src/lib/host-figures.ts'
import { deriveCloud } from '../../src/lib/cloud.ts'
import { afterReservation, isExpired, isSpare } from '../../src/lib/reservations.ts'
import { aConfig, aHypervisor, aReservation, aSnapshot } from '../support/samples.ts'

test('a spare is told by its purpose in any case', () => {
  expect(isSpare(aReservation({ purpose: 'x, BACKUP for Maintenance' }), 'backup for maintenance')).toBe(true)
  expect(isSpare(aReservation({ purpose: 'backup' }), 'backup for maintenance')).toBe(false)
  expect(isSpare(aReservation({ purpose: 'anything' }), '')).toBe(false)
  expect(isSpare(null, 'backup for maintenance')).toBe(false)
})

test('a spare gives nothing, but owes what it owes', () => {
  expect(afterReservation(20, 5, false)).toBe(15)
  expect(afterReservation(3, 5, false)).toBe(-2)
  expect(afterReservation(20, 5, true)).toBe(0)
  expect(afterReservation(-4, 5, true)).toBe(-4)
  expect(afterReservation(null, 5, false)).toBeNull()
})

test('reservations that promise too much, and of hosts that are not there', () => {
  const names = ['fits', 'cpu', 'ram', 'spare', 'unknown']
  const cloud = deriveCloud(
    aSnapshot({
      hypervisors: names.map((name) =>
        aHypervisor({ name, vcpus: 10, vcpusUsed: 8, memoryMb: 10, memoryMbUsed: 8 }),
      ),
      ratios: names.slice(0, 4).map((name) => ({ host: name, cpuRatio: 1, ramRatio: 1 })),
      reservations: [
        aReservation({ host: 'fits', vcpus: 2, memoryMb: 2 }),
        aReservation({ host: 'cpu', vcpus: 3 }),
        aReservation({ host: 'ram', memoryMb: 3 }),
        aReservation({ host: 'spare', vcpus: 9, purpose: 'backup for maintenance' }),
        aReservation({ host: 'unknown', vcpus: 9 }),
        aReservation({ host: 'gone', vcpus: 1 }),
      ],
    }),
    aConfig(),
  )
  expect(cloud.hosts.filter(({ flags }) => flags.includes('over-reserved')).map((host) => host.name)).toEqual(
    ['cpu', 'ram'],
  )
  expect(cloud.reservationsOfUnknownHosts.map((reservation) => reservation.host)).toEqual(['gone'])
  expect(cloud.hostsWithoutRatio).toEqual(['unknown'])
  expect(cloud.attention.map((item) => item.title)).toContain(
    '2 hosts have more reserved than they have free',
  )
})

test.each([
  ['2026-11-22', false],
  ['2026-11-21', true],
  [' 2026-11-21 ', true],
  ['2027-01-01', false],
  ['2026-11-31', false],
  ['last month', false],
  ['', false],
  [null, false],
])('a reservation until %j is expired on 22 November: %s', (until, expired) => {
  expect(isExpired(aReservation({ until }), '2026-11-22')).toBe(expired)
})

test('a reservation lasts through its day in the zone of the site, then it is marked and still counts', () => {
  const deriveAt = (collectedAt: string, timeZone: string) => {
    const config = aConfig()
    return deriveCloud(
      aSnapshot({
        collectedAt,
        hypervisors: [aHypervisor({ name: 'a', vcpus: 10 })],
        ratios: [{ host: 'a', cpuRatio: 1, ramRatio: 1 }],
        reservations: [aReservation({ host: 'a', vcpus: 4, until: '2026-03-03' })],
      }),
      { ...config, site: { ...config.site, timeZone } },
    )
  }
  // 20:00 UTC on the 3rd is already the 4th in Jakarta (UTC+7).
  const lasting = deriveAt('2026-03-03T20:00:00Z', 'UTC')
  const over = deriveAt('2026-03-03T20:00:00Z', 'Asia/Jakarta')
  expect(lasting.hosts.map(({ flags }) => flags)).toEqual([[]])
  expect(over.hosts.map(({ flags }) => flags)).toEqual([['expired']])
  expect(over.hosts.map(reservedUntil)).toEqual(['expired 3 Mar 2026'])
  expect(lasting.hosts.map(reservedUntil)).toEqual(['3 Mar 2026'])
  expect(over.total.vcpu).toMatchObject({ reserved: 4, final: 6 })
  const title = '1 reservation has expired, and still counts until it is cleared'
  expect(over.attention.map((item) => item.title)).toContain(title)
  expect(lasting.attention.map((item) => item.title)).not.toContain(title)
})

test('an end that is no day never ends, and the overview says so', () => {
  const cloud = deriveCloud(
    aSnapshot({
      hypervisors: [aHypervisor({ name: 'a' })],
      reservations: [aReservation({ host: 'a', vcpus: 1, until: '31/03/2020' })],
    }),
    aConfig(),
  )
  expect(cloud.hosts.map(reservedUntil)).toEqual(['31/03/2020'])
  expect(cloud.attention).toContainEqual(
    expect.objectContaining({
      severity: 'note',
      title: expect.stringContaining('never expires'),
      detail: 'a',
    }),
  )
})
