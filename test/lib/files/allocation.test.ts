import { describe, expect, test } from 'vitest'
import { parseAllocation } from '../../../src/lib/files/allocation.ts'

describe('allocation.txt', () => {
  test.each([
    [
      '1 compute-01 enabled up 15 10 20480 10240',
      { name: 'compute-01', type: '', ip: '', enabled: true, state: 'up' },
    ],
    ['1 h QEMU 10.0.0.1 up 15 10 20480 10240', { type: 'QEMU', ip: '10.0.0.1', enabled: null }],
    [
      '1 h VMware vCenter Server fd00::1 down 15 10 20480 10240',
      { type: 'VMware vCenter Server', ip: 'fd00::1', state: 'down' },
    ],
  ])('%s', (line, expected) => {
    const { value } = parseAllocation(line)
    expect(value).toMatchObject([
      { ...expected, vcpusUsed: 15, vcpus: 10, memoryMbUsed: 20480, memoryMb: 10240 },
    ])
  })

  test('newer clients print no counters, or None', () => {
    const { value, problems } = parseAllocation(
      'u-1 a QEMU 10.0.0.1 up\nu-2 b QEMU 10.0.0.2 up None None None None\n',
    )
    expect(problems).toEqual([])
    expect(value.map(({ name, vcpus, memoryMb, ip }) => [name, vcpus, memoryMb, ip])).toEqual([
      ['a', null, null, '10.0.0.1'],
      ['b', null, null, '10.0.0.2'],
    ])
  })

  test('torn lines are reported, and a file of nothing else is none', () => {
    const { value, problems } = parseAllocation(
      '1 a QEMU 10.0.0.1 up 1 2 3 4\n\n2 b\n3 a QEMU 10.0.0.1 up 1 2 3 4\n',
    )
    expect(value).toHaveLength(1)
    expect(problems.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'line skipped: expected 9 fields, found 2'],
      [4, 'line skipped: host "a" is listed twice'],
    ])
    expect(() => parseAllocation('<html>\n<body> Bad gateway </body>')).toThrow(
      'allocation.txt, line 1: no line can be read',
    )
  })
})
