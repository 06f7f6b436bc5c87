import { expect, test } from 'vitest'
import { verificationOf } from '../../src/lib/verification-of.ts'
import { aHypervisor, anInstance, aSnapshot } from '../support/samples.ts'

const earlier = {
  hypervisors: [aHypervisor({ name: 'a' }), aHypervisor({ name: 'b' })],
  instances: [anInstance({ id: 'i1', name: 'broker', host: 'a' })],
  placementDifferences: [
    { host: 'a', placementVcpus: 186, actualVcpus: 190, difference: -4, checkedAt: '2024-12-08T01:59:16Z' },
  ],
  instanceIdChecks: [
    {
      host: 'a',
      missingInOpenstack: ['gone'],
      missingInPlacement: ['i1'],
      checkedAt: '2024-12-08T05:55:37Z',
    },
  ],
}

test('the earlier files list only hosts with a difference, and of the others nothing is claimed', () => {
  const verification = verificationOf(aSnapshot(earlier))
  expect(verification).toMatchObject({ checkedAt: '2024-12-08T05:55:37Z', notChecked: null })
  expect(verification?.hosts.map(({ host, state, difference }) => [host, state, difference])).toEqual([
    ['a', 'different', -4],
  ])
  expect(
    verification?.findings.map(({ kind, consumerId, instanceName }) => [kind, consumerId, instanceName]),
  ).toEqual([
    ['orphan', 'gone', null],
    ['missing-allocation', 'i1', 'broker'],
  ])
})

test('without the file no host is called checked', () => {
  expect(verificationOf(aSnapshot({ ...earlier, placementDifferences: null }))?.hosts).toEqual([])
  expect(verificationOf(aSnapshot({ hypervisors: earlier.hypervisors }))).toBeNull()
})

test('our own check is believed before the earlier files', () => {
  const verification = {
    checkedAt: '2026-11-22T06:11:00Z',
    notChecked: 'no admin role',
    hosts: [],
    findings: [],
  }
  expect(verificationOf(aSnapshot({ ...earlier, verification }))).toBe(verification)
})
