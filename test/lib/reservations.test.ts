import { expect, test } from 'vitest'
import { deriveCloud } from '../../src/lib/cloud.ts'
import { afterReservation, hostsReservedBeyondFree, isSpare } from '../../src/lib/reservations.ts'
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
  expect(hostsReservedBeyondFree(cloud.hosts).map((host) => host.name)).toEqual(['cpu', 'ram'])
  expect(cloud.reservationsOfUnknownHosts.map((reservation) => reservation.host)).toEqual(['gone'])
  expect(cloud.hostsWithoutRatio).toEqual(['unknown'])
  expect(cloud.attention.map((item) => item.title)).toContain(
    '2 hosts have more reserved than they have free',
  )
})
