import { describe, expect, test } from 'vitest'
import { parseReserved } from '../../../src/lib/files/reserved.ts'

describe('reserved.json', () => {
  test('that is not JSON is to be mended: no collection writes it', () => {
    expect(() => parseReserved('{bad')).toThrow(/line 1: not valid JSON \(.*\); mend it$/)
  })

  test('texts and numbers are GiB and vCPUs, empty entries are none', () => {
    const text =
      '{"a":{"CPU":"2","RAM":"4096","Kebutuhan":"db"},"b":{"CPU":"","RAM":"","Kebutuhan":""},"c":{"CPU":4,"RAM":0.5}}'
    expect(parseReserved(text)).toEqual({
      value: [
        { host: 'a', vcpus: 2, memoryMb: 4096 * 1024, purpose: 'db', owner: null, until: null },
        { host: 'c', vcpus: 4, memoryMb: 512, purpose: '', owner: null, until: null },
      ],
      problems: [],
    })
  })

  test('what is not a number is reported with host, field and line, and counts as none', () => {
    const text = '{\n"a": {"CPU": "two", "RAM": "8"},\n"b": 3,\n"c": {"CPU": -1}\n}'
    const { value, problems } = parseReserved(text)
    expect(value).toMatchObject([{ host: 'a', vcpus: 0, memoryMb: 8192 }])
    expect(problems.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      '2: a: CPU "two" is not an amount; it counts as none',
      '3: b: expected an object with CPU, RAM and Kebutuhan; it counts as no reservation',
      '4: c: CPU "-1" is not an amount; it counts as none',
    ])
  })
})
