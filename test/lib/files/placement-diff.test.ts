import { expect, test } from 'vitest'
import { parsePlacementDiff } from '../../../src/lib/files/placement-diff.ts'

test('placement_diff.json: a difference that does not add up is reported', () => {
  const row = { hostname: 'a', placement_vcpu: '186', actual_vcpu: 190, difference: -4, checked_at: 'x' }
  const { value, problems } = parsePlacementDiff(JSON.stringify([row, { ...row, difference: 4 }]))
  expect(value).toEqual([
    { host: 'a', placementVcpus: 186, actualVcpus: 190, difference: -4, checkedAt: 'x' },
  ])
  expect(problems).toHaveLength(1)
})
