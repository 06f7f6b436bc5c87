import { expect, test } from 'vitest'
import type { PlacementFinding } from '../../src/lib/model.ts'
import { describeDifference, fixCommand } from '../../src/lib/placement-fix.ts'

const CONSUMER = 'f6a7b8c9-d0e1-2345-f6a7-b8c9d0e12345'
const PROVIDER = '259ffd8d-64e7-424d-9171-9e9ccf8386e6'

function finding(kind: PlacementFinding['kind'], fields: Partial<PlacementFinding> = {}): PlacementFinding {
  return {
    kind,
    host: 'cmp01',
    providerUuid: PROVIDER,
    consumerId: CONSUMER,
    instanceName: null,
    actualHost: null,
    allocated: {},
    expected: {},
    ...fields,
  }
}

test('each finding that can be mended by one command has it', () => {
  expect(fixCommand(finding('stale'))).toBe(
    `openstack --os-placement-api-version 1.12 resource provider allocation unset --provider ${PROVIDER} ${CONSUMER}`,
  )
  expect(fixCommand(finding('orphan'))).toBe(`openstack resource provider allocation delete ${CONSUMER}`)
  expect(fixCommand(finding('missing-allocation'))).toBe(
    `nova-manage placement heal_allocations --instance ${CONSUMER}`,
  )
})

test('nothing is offered where a command could do harm', () => {
  expect(fixCommand(finding('wrong-amounts'))).toBeNull()
  expect(fixCommand(finding('unknown'))).toBeNull()
  expect(fixCommand(finding('stale', { providerUuid: null }))).toBeNull()
  expect(fixCommand(finding('orphan', { instanceName: 'alive' }))).toBeNull()
  for (const consumerId of ['$(reboot)', 'a; rm -rf /', '--all', '', 'a b']) {
    expect(fixCommand(finding('orphan', { consumerId }))).toBeNull()
  }
})

test('a difference says which side has too much', () => {
  const check = { host: 'cmp01', state: 'different', reason: '', placementVcpus: 1, actualVcpus: 1 } as const
  expect(describeDifference({ ...check, difference: 4 })).toMatch(/^Placement holds/)
  expect(describeDifference({ ...check, difference: -4 })).toMatch(/^Nova runs/)
  expect(
    describeDifference({ ...check, state: 'not-checked', reason: 'the host is down', difference: null }),
  ).toBe('The host is down.')
})
