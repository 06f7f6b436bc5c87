import { expect, test } from 'vitest'
import { countChanges } from '../../src/lib/change-counts.ts'
import { describeChange } from '../../src/lib/change-words.ts'
import { CHANGE_KINDS, CHANGE_SUBJECTS } from '../../src/lib/change-kinds.ts'
import { aChange } from '../support/changes.ts'

test.each([
  [
    aChange('instance', 'created', { vcpus: [null, 2], memoryMb: [null, 4096], flavorName: [null, 's1'] }),
    'Created on cmp01, s1 (2 vCPU, 4 GiB)',
  ],
  [aChange('instance', 'created', {}, { host: null }), 'Created'],
  [aChange('instance', 'deleted', { vcpus: [2, null] }), 'Deleted from cmp01, 2 vCPU'],
  [aChange('instance', 'moved', { host: ['cmp01', 'cmp02'] }), 'Moved from cmp01 to cmp02'],
  [aChange('instance', 'moved', { host: [null, 'cmp02'] }), 'Placed on cmp02'],
  [aChange('instance', 'moved', { host: ['cmp01', null] }), 'Taken off cmp01'],
  [
    aChange('instance', 'resized', {
      flavorName: ['m1.small', 'm1.large'],
      vcpus: [2, 8],
      memoryMb: [4096, 16_384],
    }),
    'Resized from m1.small to m1.large: vCPU from 2 to 8, RAM from 4 GiB to 16 GiB',
  ],
  [aChange('instance', 'resized', { vcpus: [2, 8] }), 'Resized: vCPU from 2 to 8'],
  [aChange('instance', 'status', { status: ['ACTIVE', 'SHUTOFF'] }), 'Status changed from ACTIVE to SHUTOFF'],
  [aChange('volume', 'extended', { sizeGib: [10, 2048] }), 'Extended from 10 GiB to 2 TiB'],
  [aChange('volume', 'attached', { serverId: [null, 'a'], server: [null, 'web-1'] }), 'Attached to web-1'],
  [
    aChange('volume', 'detached', { serverId: ['0f7b8d4a-0000-4000-8000-00000000abcd', null] }),
    'Detached from 0f7b8d4a…abcd',
  ],
  [aChange('host', 'ratio', { cpuRatio: [4, 8] }), 'CPU ratio from 1:4 to 1:8'],
  [aChange('host', 'enabled', { enabled: [true, false] }), 'Disabled'],
  [
    aChange('flavor', 'changed', { memoryMb: [512, 1024], isPublic: [false, true] }),
    'RAM from 512 MiB to 1 GiB, public from no to yes',
  ],
  [
    aChange('reservation', 'set', { vcpus: [null, 8], memoryMb: [null, 0], purpose: [null, 'growth'] }),
    'Reserved 8 vCPU for growth',
  ],
  [aChange('reservation', 'changed', { owner: [null, 'ops'] }), 'Owner from none to ops'],
])('%o is said in words', (event, words) => {
  expect(describeChange(event)).toBe(words)
})

test('every kind has words, also where its fields say nothing', () => {
  for (const subject of CHANGE_SUBJECTS) {
    for (const kind of CHANGE_KINDS[subject]) {
      expect(describeChange(aChange(subject, kind))).toMatch(/^[A-Z][^{}]*$/)
      expect(describeChange(aChange(subject, kind))).not.toMatch(/undefined|null/)
    }
  }
})

test('counts go by kind, in the order of the kinds, and name their number', () => {
  const events = [
    aChange('host', 'state'),
    aChange('instance', 'moved'),
    aChange('instance', 'created'),
    aChange('instance', 'created'),
  ]
  expect(countChanges(events).map(({ words }) => words)).toEqual([
    '2 instances created',
    '1 instance moved',
    '1 host changed in state',
  ])
  expect(countChanges([])).toEqual([])
})
