import { expect, test } from 'vitest'
import { parseFlavors } from '../../../src/lib/files/flavors.ts'

test("flavors.csv in the earlier form and as the client's CSV", () => {
  const earlier = 'ID|Name|RAM|Disk|Ephemeral|VCPUs|Is Public|Swap|RXTX Factor|Properties\n'
  expect(parseFlavors(`${earlier}f|m1|2048|20|0|2|False|512|1.0|hw:a='b, c', d='e'\n`).value).toMatchObject([
    {
      memoryMb: 2048,
      vcpus: 2,
      isPublic: false,
      swapMb: 512,
      properties: { 'hw:a': 'b, c', d: 'e' },
      projectIds: null,
    },
  ])
  const client =
    '"ID","Name","RAM","Disk","Ephemeral","VCPUs","Is Public","Swap","RXTX Factor","Properties"\n' +
    `"gpu","g1, ""big""",65536,100,0,16,True,"",1.0,"{'hw:x': '2', 'note': 'a=b, c=""d""'}"\n`
  expect(parseFlavors(client).value).toMatchObject([
    {
      id: 'gpu',
      name: 'g1, "big"',
      memoryMb: 65536,
      swapMb: 0,
      properties: { 'hw:x': '2', note: 'a=b, c="d"' },
    },
  ])
  expect(parseFlavors(`${earlier}f|m1|lots|20|0|2|True|||\n`).problems).toEqual([
    {
      file: 'flavors.csv',
      line: 2,
      reason: 'row skipped: RAM "lots" is not a number; are the columns shifted?',
    },
  ])
})
