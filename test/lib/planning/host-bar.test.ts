import { expect, test } from 'vitest'
import { describeUse, planningBar, shownClasses } from '../../../src/lib/planning/host-bar.ts'
import { sayReason, sayRefusals } from '../../../src/lib/planning/words.ts'
import { aHost, aPool, aServer } from './support.ts'

const used = { VCPU: 60, MEMORY_MB: 0 }

test('a bar is that of every page: reserved, held as spare, or unavailable', () => {
  const reserved = { VCPU: 10 }
  expect(planningBar(aHost({ reserved }), used, 'VCPU')).toEqual({
    used: 60,
    reserved: 10,
    spare: 0,
    capacity: 100,
  })
  expect(planningBar(aHost({ reserved, spare: true }), used, 'VCPU')).toEqual({
    used: 60,
    reserved: 0,
    spare: 40,
    capacity: 100,
  })
  expect(planningBar(aHost({ reserved, state: 'down' }), used, 'VCPU')).toEqual({
    used: 60,
    reserved: 10,
    spare: 0,
    unavailable: 30,
    capacity: 100,
  })
})

test('says in words what a bar shows, over-committed and unknown as well', () => {
  const host = aHost({ pools: { VCPU: aPool({ capacity: 50 }), MEMORY_MB: aPool({ capacity: null }) } })
  expect(describeUse(aHost(), used, 'VCPU')).toBe('60 vCPU used of 100 vCPU (60.0 %), 40 vCPU free')
  expect(describeUse(host, used, 'VCPU')).toBe('60 vCPU used of 50 vCPU (120.0 %), 10 vCPU over')
  expect(describeUse(host, used, 'MEMORY_MB')).toBe('0 MiB RAM used, capacity unknown')
  expect(shownClasses(host)).toEqual(['VCPU', 'MEMORY_MB'])
})

test('a reason begins with the name of whom it is about', () => {
  const moving = { code: 'moving', words: 'is being moved already' } as const
  expect(sayReason(moving, aServer(), aHost())).toBe('web is being moved already')
  expect(sayReason({ code: 'down', words: 'is down' }, aServer({ name: '' }), aHost())).toBe('cmp01 is down')
  expect(sayReason(moving, aServer({ name: '', id: 'i-1' }), aHost())).toBe('i-1 is being moved already')
})

test('refusals are told once for all hosts alike; the server’s own reason is enough', () => {
  const instance = aServer()
  const vcpu = {
    reason: { code: 'vcpu', words: 'has 1 vCPU free, 2 vCPU needed' } as const,
    hosts: ['A', 'B', 'C'],
  }
  const spare = { reason: { code: 'spare', words: 'is a spare: "x"' } as const, hosts: ['D'] }
  const own = {
    reason: { code: 'moving', words: 'is being moved already' } as const,
    hosts: ['A', 'B', 'C', 'D'],
  }
  expect(sayRefusals({ instance, refusals: [vcpu, spare] })).toEqual([
    'A has 1 vCPU free, 2 vCPU needed; likewise 2 other hosts',
    'D is a spare: "x"',
  ])
  expect(sayRefusals({ instance, refusals: [own, vcpu] })).toEqual(['web is being moved already'])
  expect(sayRefusals({ instance, refusals: [] })).toEqual(['There is no host to choose from.'])
})
