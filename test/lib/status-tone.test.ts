import { expect, test } from 'vitest'
import { statusTone } from '../../src/lib/status-tone.ts'

test.each([
  ['ACTIVE', 'ok'],
  ['in-use', 'ok'],
  ['SHELVED_OFFLOADED', 'off'],
  ['VERIFY_RESIZE', 'warning'],
  ['error_extending', 'critical'],
  ['error_of_a_kind_yet_unknown', 'critical'],
  ['down', 'critical'],
  ['<b>', 'unknown'],
] as const)('status %s is %s', (value, tone) => {
  expect(statusTone(value)).toBe(tone)
})
