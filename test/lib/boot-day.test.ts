import { expect, test } from 'vitest'
import { bootDay } from '../../src/lib/boot-day.ts'

const READ = '2026-11-22T06:11:30Z'

test.each([
  [' 06:11:02 up 30 days, 10:21,  1 user,  load average: 4.21, 4.40, 4.61', '2026-10-22'],
  ['06:11:02 up 1 day, 3 min,  0 users,  load average: 0.00', '2026-11-21'],
  ['06:11:02 up  5:10,  2 users', '2026-11-22'],
  ['06:11:02 up  6:30,  2 users', '2026-11-21'],
  ['06:11:02 up 12 min,  1 user', '2026-11-22'],
])('%j is since %s', (uptime, day) => {
  expect(bootDay(uptime, READ, 'UTC')).toBe(day)
})

test('the day is that of the zone, and the same two hours later', () => {
  const early = bootDay('up 2 days, 9:11,', READ, 'Asia/Singapore')
  expect(early).toBe('2026-11-20')
  expect(bootDay('up 2 days, 9:11,', READ, 'UTC')).toBe('2026-11-19')
  expect(bootDay('up 2 days, 11:11,', '2026-11-22T08:11:31Z', 'Asia/Singapore')).toBe(early)
})

test('what another hypervisor says is no uptime of ours', () => {
  expect(bootDay('7 days', READ, 'UTC')).toBeNull()
  expect(bootDay('', READ, 'UTC')).toBeNull()
})
