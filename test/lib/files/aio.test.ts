import { describe, expect, test } from 'vitest'
import { parseAio, serialiseAio } from '../../../src/lib/files/aio.ts'
import { anInstance } from '../../support/samples.ts'

const HEADER =
  'Project|ID|Name|Status|Power State|Networks|Image Name|Image ID|Flavor Name|Flavor ID|Host|CPU|RAM'

function readOne(row: string) {
  const { value, problems } = parseAio(`${HEADER}\n${row}\n`)
  expect(problems).toEqual([])
  return value[0]
}

describe('aio.csv', () => {
  test('the earlier form', () => {
    const row = 'web|id-1|web-1|ACTIVE|Running|net-a=10.0.0.5; net b=10.1.0.9, fd00::9|||m1|f1|cmp01|16|32G'
    expect(readOne(row)).toMatchObject({
      project: 'web',
      id: 'id-1',
      networks: [
        { network: 'net-a', addresses: ['10.0.0.5'] },
        { network: 'net b', addresses: ['10.1.0.9', 'fd00::9'] },
      ],
      imageId: '',
      host: 'cmp01',
      vcpus: 16,
      memoryMb: 32768,
      projectId: null,
      metadata: null,
    })
  })

  test.each([
    ['16G', 16384],
    ['512M', 512],
    ['4096', 4096],
    ['0.5G', 512],
    ['1T', 1048576],
    ['', null],
    ['None', null],
  ])('RAM %s is %s MiB', (text, memoryMb) => {
    expect(readOne(`p|i|n|ACTIVE|Running||||f|f|h|1|${text}`)?.memoryMb).toBe(memoryMb)
  })

  test.each([
    ['1', 'Running'],
    ['4', 'Shutdown'],
    ['0', 'NOSTATE'],
    ['Running', 'Running'],
    ['None', ''],
  ])('power state %s is %s', (text, powerState) => {
    expect(readOne(`p|i|n|ACTIVE|${text}||||f|f|h|1|1G`)?.powerState).toBe(powerState)
  })

  test.each(['', 'None', '-'])('host "%s" is no host', (text) => {
    expect(readOne(`p|i|n|ERROR|0||||f|f|${text}|1|1G`)?.host).toBeNull()
  })

  test("the client's own CSV: commas, Python's notation, further columns in another order", () => {
    const { value, problems } = parseAio(
      [
        '"ID","Name","Status","Task State","Power State","Networks","Image Name","Image ID","Flavor Name","Flavor ID","Availability Zone","Host","Properties"',
        `"id-1","boot, ""it"" \\\\\\\\ x","SHUTOFF","None","4","{'shared, net|1': ['fd00:20::e1', '10.20.3.24'], ""it's"": []}","N/A (booted from volume)","N/A (booted from volume)","c5 8x16","c8","az 2","cmp06","{'owner': 'team|0, x'}"`,
      ].join('\n'),
    )
    expect(problems).toEqual([])
    expect(value).toMatchObject([
      {
        id: 'id-1',
        name: 'boot, "it" \\\\ x',
        powerState: 'Shutdown',
        networks: [
          { network: 'shared, net|1', addresses: ['fd00:20::e1', '10.20.3.24'] },
          { network: "it's", addresses: [] },
        ],
        imageName: '',
        imageId: '',
        availabilityZone: 'az 2',
        taskState: null,
        vcpus: null,
        project: '',
        metadata: { owner: 'team|0, x' },
      },
    ])
  })

  test('torn rows are reported with their line, whole ones are kept', () => {
    const { value, problems } = parseAio(
      [
        HEADER,
        'p|id-1|a|ACTIVE|Running||||f|f|h|1|1G',
        'p|id-2',
        'None|id-3|b|Running|net=10.0.0.1||||f|f|h|1|1G',
        'p|id-4|c|ACTIVE|Running|10.0.0.1||||f|f|h|1',
        'p|id-5|c|ACTIVE|Running||||f|f|h|cmp01|1G',
        'p|id-1|again|ACTIVE|Running||||f|f|h|1|1G',
        'p|id-6|d|ACTIVE|Running||||f|f|h|2|2G',
      ].join('\n'),
    )
    expect(value.map(({ id }) => id)).toEqual(['id-1', 'id-6'])
    expect(problems.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      '3: row skipped: expected 13 fields, found 2',
      '4: row skipped: "Running" is no status; are the columns shifted?',
      '5: row skipped: "10.0.0.1" is no list of networks; are the columns shifted?',
      '6: row skipped: CPU "cmp01" is not a number',
      '7: row skipped: instance "id-1" is listed twice',
    ])
  })

  test('in files of ours a server called None keeps its name', () => {
    const none = anInstance({ name: 'None', host: '-', imageName: 'None', taskState: 'None', keyName: '' })
    expect(parseAio(serialiseAio([none])).value).toEqual([none])
  })

  test('an empty cloud is a header, and no file is an empty one', () => {
    expect(parseAio(serialiseAio([]))).toEqual({ value: [], problems: [] })
  })

  test('the first thirteen columns stay those of the earlier tool', () => {
    const text = serialiseAio([
      anInstance({ networks: [{ network: 'n', addresses: ['10.0.0.1', '10.0.0.2'] }] }),
    ])
    expect(text.split('\n')[0]).toMatch(new RegExp(`^${HEADER.replaceAll('|', '\\|')}\\|`))
    expect(text.split('\n')[1]).toMatch(
      /^alpha\|instance-1\|web\|ACTIVE\|Running\|n=10\.0\.0\.1, 10\.0\.0\.2\|debian\|image-1\|m1\.small\|flavor-1\|cmp01\|2\|4G\|/,
    )
  })
})
