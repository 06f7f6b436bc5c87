import { expect, test } from 'vitest'
import { parseInstanceIdsCheck } from '../../../src/lib/files/instance-ids-check.ts'

test('instance_ids_check.json: [""] is none', () => {
  const row = { hostname: 'a', missing_in_openstack: [''], missing_in_curl: ['u-1'], checked_at: 'x' }
  expect(parseInstanceIdsCheck(JSON.stringify([row])).value).toEqual([
    { host: 'a', missingInOpenstack: [], missingInPlacement: ['u-1'], checkedAt: 'x' },
  ])
})
