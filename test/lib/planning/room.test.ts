import { describe, expect, test } from 'vitest'
import { fitOf, need, pools, reasonsOf, warningsOf, type FitCase } from './fit-case.ts'
import { aPool } from './support.ts'

test('fits where everything is free, to the last unit', () => {
  expect(fitOf({})).toEqual({ reasons: [], warnings: [] })
  expect(reasonsOf({ host: { pools: pools({ used: 98 }, { used: 98_304 }) } })).toEqual([])
})

describe('room', () => {
  test.each<[string, FitCase, string[]]>([
    ['vCPU', { host: { pools: pools({ used: 99 }) } }, ['vcpu: has 1 vCPU free, 2 vCPU needed']],
    ['over-commitment', { host: { pools: pools({ used: 103 }) } }, ['vcpu: is 3 vCPU over, 2 vCPU needed']],
    [
      'RAM',
      { host: { pools: pools({}, { used: 100_352 }) } },
      ['memory: has 2 GiB RAM free, 4 GiB RAM needed'],
    ],
    [
      'disk',
      {
        server: { need: need({ resources: { DISK_GB: 20 } }) },
        host: { pools: { DISK_GB: aPool({ capacity: 50, used: 40 }) } },
      },
      ['disk: has 10 GiB disk free, 20 GiB disk needed'],
    ],
    [
      'no dedicated CPUs',
      { server: { need: need({ resources: { PCPU: 4 } }) } },
      ['pcpu: has no dedicated CPUs'],
    ],
    [
      'too few dedicated CPUs',
      {
        server: { need: need({ resources: { PCPU: 4 } }) },
        host: { pools: { PCPU: aPool({ capacity: 8, used: 5 }) } },
      },
      ['pcpu: has 3 dedicated CPUs free, 4 dedicated CPUs needed'],
    ],
    [
      'no shared CPUs',
      { host: { pools: { PCPU: aPool(), MEMORY_MB: aPool({ capacity: 9999, maxUnit: 9999 }) } } },
      ['vcpu: has no shared vCPU'],
    ],
    ['another class', { server: { need: need({ resources: { VGPU: 1 } }) } }, ['resource: has no VGPU']],
    [
      'the physical size',
      { server: { need: need({ resources: { VCPU: 64 } }) }, host: { pools: pools({ maxUnit: 48 }) } },
      ['unit: takes at most 48 vCPU for one server, 64 vCPU needed'],
    ],
    [
      'the least size',
      { host: { pools: pools({ minUnit: 4 }) } },
      ['unit: gives at least 4 vCPU to one server, 2 vCPU needed'],
    ],
    [
      'steps',
      { server: { need: need({ resources: { VCPU: 6 } }) }, host: { pools: pools({ stepSize: 4 }) } },
      ['unit: gives vCPU in steps of 4 vCPU, 6 vCPU needed'],
    ],
    [
      'steps of RAM, to the MiB',
      {
        server: { need: need({ resources: { MEMORY_MB: 1025 } }) },
        host: { pools: pools({}, { stepSize: 512 }) },
      },
      ['unit: gives RAM in steps of 512 MiB, 1,025 MiB needed'],
    ],
    [
      'steps of disk',
      {
        server: { need: need({ resources: { DISK_GB: 15 } }) },
        host: { pools: { DISK_GB: aPool({ stepSize: 10 }) } },
      },
      ['unit: gives disk in steps of 10 GiB, 15 GiB needed'],
    ],
    [
      'the least RAM',
      {
        server: { need: need({ resources: { MEMORY_MB: 308 } }) },
        host: { pools: pools({}, { minUnit: 512 }) },
      },
      ['unit: gives at least 512 MiB RAM to one server, 308 MiB RAM needed'],
    ],
    [
      'an unknown capacity',
      { host: { pools: pools({ capacity: null, maxUnit: null }, { capacity: null, maxUnit: null }) } },
      ['capacity-unknown: has an unknown capacity of vCPU and RAM'],
    ],
    ['an unknown size', { server: { need: null } }, ['size-unknown: has a size that is not known']],
  ])('%s', (_name, fields, reasons) => {
    expect(reasonsOf(fields)).toEqual(reasons)
  })

  test('disk that the host does not count is only mentioned', () => {
    const server = { need: need({ resources: { VCPU: 1, DISK_GB: 20 } }) }
    expect(reasonsOf({ server })).toEqual([])
    expect(warningsOf({ server })).toEqual(['disk: does not count its disk: check the room for it'])
  })
})

describe('what is kept back', () => {
  const reserved = { pools: pools({ used: 90 }), reserved: { VCPU: 9, MEMORY_MB: 0 }, purpose: 'Project X' }

  test('a reservation', () => {
    expect(reasonsOf({ host: reserved })).toEqual([
      'reservation: has 10 vCPU free, but 9 vCPU reserved for "Project X", 2 vCPU needed',
    ])
    expect(reasonsOf({ host: { ...reserved, reserved: { VCPU: 8 } } })).toEqual([])
    expect(reasonsOf({ host: reserved, rules: { useReserved: true } })).toEqual([])
  })

  test('a spare, whose reservation is not subtracted again', () => {
    const host = { ...reserved, spare: true, purpose: 'backup for maintenance' }
    expect(reasonsOf({ host })).toEqual(['spare: is a spare: "backup for maintenance"'])
    expect(reasonsOf({ host, rules: { useSpares: true } })).toEqual([])
  })
})
