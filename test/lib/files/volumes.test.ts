import { describe, expect, test } from 'vitest'
import { parseVolumes } from '../../../src/lib/files/volumes.ts'

describe('volumes.json', () => {
  test('without project and attachments', () => {
    const text = '[{"ID":"vol-123","Name":"test-volume","Status":"in-use","Size":10,"Bootable":"true"}]'
    expect(parseVolumes(text).value).toMatchObject([
      { id: 'vol-123', sizeGib: 10, attachments: [], project: '', bootable: true, type: null },
    ])
  })

  test('attachments as a list, and as the sentence of old clients', () => {
    const text = JSON.stringify([
      {
        ID: 'a',
        Name: null,
        Status: 'in-use',
        Size: '5',
        'Attached to': [{ server_id: 's', device: '/dev/vdb' }],
      },
      { ID: 'b', Name: '', Status: 'in-use', Size: 5, 'Attached to': 'Attached to web-1 on /dev/vdc ' },
    ])
    const { value, problems } = parseVolumes(text)
    expect(problems).toEqual([])
    expect(value.map(({ name, sizeGib, attachments }) => [name, sizeGib, attachments[0]])).toMatchObject([
      ['', 5, { serverId: 's', volumeId: 'a', device: '/dev/vdb', hostName: '' }],
      ['', 5, { serverId: 'web-1', volumeId: 'b', device: '/dev/vdc' }],
    ])
  })

  test('a size that no volume has is reported, and drowns no total', () => {
    const sizes = [1, '-4', 1e9, 1e10, '1e300']
    const text = JSON.stringify(sizes.map((Size, index) => ({ ID: `v${index}`, Status: 'x', Size })))
    const { value, problems } = parseVolumes(text)
    expect(value.map(({ sizeGib }) => sizeGib)).toEqual([1, 1e9])
    expect(problems).toHaveLength(3)
    expect(problems[1]?.reason).toBe('row skipped: Size: 10000000000 is no size in GiB')
  })

  test('a row that does not fit is reported with its line', () => {
    const text =
      '[\n{"ID":"a","Status":"x","Size":1},\n{"ID":"b",\n"Status":"x"},\n{"ID":"c","Status":"x","Size":"big"}\n]'
    const { value, problems } = parseVolumes(text)
    expect(value.map(({ id }) => id)).toEqual(['a'])
    expect(problems.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      '3: row skipped: Size: expected a number',
      '5: row skipped: Size: "big" is not a number',
    ])
  })

  test.each([
    ['[{"ID":"a"},\n{"ID":', 2],
    ['[{"ID":"a"},\n\n{"ID" "b"}]', 3],
  ])('text that stops being JSON names the line: %j', (text, line) => {
    expect(() => parseVolumes(text)).toThrow(`volumes.json, line ${line}: not valid JSON`)
  })
})
