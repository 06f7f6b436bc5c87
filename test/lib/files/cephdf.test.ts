import { describe, expect, test } from 'vitest'
import { parseCephdfJson, toStorageCluster } from '../../../src/lib/files/cephdf-json.ts'
import { parseCephdf } from '../../../src/lib/files/cephdf.ts'

const GIB = 1024 ** 3
const TIB = 1024 ** 4

describe('the three generations of the text', () => {
  test('to Mimic: GLOBAL, no classes, USED is what is stored', () => {
    const { value, problems } = parseCephdf(
      [
        'GLOBAL:',
        '    SIZE      AVAIL     RAW USED     %RAW USED ',
        '    6246G     4500G     1746G            27.95 ',
        'POOLS:',
        '    NAME           ID     USED     %USED     MAX AVAIL     OBJECTS ',
        '    rbd            0      582G     28.00         1497G      149052 ',
        '    cinder pool    7         0         0         1497G           0 ',
      ].join('\n'),
    )
    expect(problems).toEqual([])
    expect(value.total).toEqual({
      name: 'TOTAL',
      totalBytes: 6246 * GIB,
      availableBytes: 4500 * GIB,
      usedBytes: 1746 * GIB,
      rawUsedBytes: 1746 * GIB,
      rawUsedPercent: 27.95,
    })
    expect(value.pools).toMatchObject([
      {
        name: 'rbd',
        id: 0,
        storedBytes: 582 * GIB,
        objects: 149_052,
        usedPercent: 28,
        maxAvailableBytes: 1497 * GIB,
      },
      { name: 'cinder pool', id: 7, storedBytes: 0 },
    ])
  })

  test('Nautilus: RAW STORAGE with classes, no PGS', () => {
    const { value } = parseCephdf(
      [
        'RAW STORAGE:',
        '    CLASS     SIZE       AVAIL      USED       RAW USED     %RAW USED ',
        '    hdd       10 TiB     6 TiB      3.9 TiB      4 TiB          40.00 ',
        '    TOTAL     10 TiB     6 TiB      3.9 TiB      4 TiB          40.00 ',
        ' ',
        'POOLS:',
        '    POOL     ID     STORED      OBJECTS     USED        %USED     MAX AVAIL ',
        '    vms       1     1.3 TiB      340.5k     3.9 TiB     41.00       1.9 TiB ',
      ].join('\n'),
    )
    expect(value.classes.map(({ name, totalBytes }) => [name, totalBytes])).toEqual([['hdd', 10 * TIB]])
    expect(value.pools).toMatchObject([{ name: 'vms', pgs: null, objects: 340_500, usedPercent: 41 }])
  })

  test('today, in detail: the sum stands before (DATA) and (OMAP)', () => {
    const { value, problems } = parseCephdf(
      [
        '--- RAW STORAGE ---',
        'CLASS     SIZE    AVAIL     USED  RAW USED  %RAW USED',
        'TOTAL  8.7 PiB  6.8 PiB  1.9 PiB   1.9 PiB      21.84',
        '',
        '--- POOLS ---',
        'POOL  ID  PGS  STORED  (DATA)  (OMAP)  OBJECTS    USED  (DATA)  (OMAP)  %USED  MAX AVAIL  QUOTA OBJECTS  QUOTA BYTES  DIRTY  USED COMPR  UNDER COMPR',
        'vms    2    8  96 MiB  95 MiB   1 MiB       24  288 MiB  287 MiB  1 MiB   1.02    9.1 GiB            N/A          N/A    N/A         0 B          0 B',
      ].join('\n'),
    )
    expect(problems).toEqual([])
    expect(value.total.totalBytes).toBe(Math.round(8.7 * 1024 * TIB))
    expect(value.pools).toMatchObject([
      {
        name: 'vms',
        id: 2,
        pgs: 8,
        storedBytes: 96 * 1024 ** 2,
        usedBytes: 288 * 1024 ** 2,
        usedPercent: 1.02,
      },
    ])
  })

  test('a total alone, without headings and pools', () => {
    const { value, problems } = parseCephdf('TOTAL  6246G  4500G  1746G  1746G  27.95\n')
    expect(problems).toEqual([])
    expect(value.total).toMatchObject({
      totalBytes: 6246 * GIB,
      availableBytes: 4500 * GIB,
      rawUsedPercent: 27.95,
    })
    expect(value.pools).toEqual([])
  })

  test('a line that does not fit is reported, and no total is no file', () => {
    const { problems } = parseCephdf('TOTAL  6246G  4500G  1746G  1746G  27.95\nssd 12G\n')
    expect(problems.map(({ line }) => line)).toEqual([2])
    expect(() => parseCephdf('Error connecting to cluster: timed out\n')).toThrow(
      'cephdf.txt: there is no line',
    )
  })
})

const ANSWER = {
  stats: {
    total_bytes: 300,
    total_avail_bytes: 200,
    total_used_bytes: 90,
    total_used_raw_bytes: 100,
    total_used_raw_ratio: 0.25,
  },
  stats_by_class: { ssd: { total_bytes: 300, total_avail_bytes: 200, total_used_bytes: 90 } },
  pools: [
    {
      name: 'vms',
      id: 2,
      stats: { stored: 10, objects: 3, bytes_used: 30, percent_used: 0.0625, max_avail: 150 },
    },
  ],
}

test("Ceph's own JSON: ratios become percent", () => {
  const { value } = parseCephdfJson(JSON.stringify(ANSWER))
  expect(value).toEqual([toStorageCluster(ANSWER, 'ceph')])
  expect(value[0]).toMatchObject({
    exact: true,
    total: {
      totalBytes: 300,
      availableBytes: 200,
      usedBytes: 90,
      rawUsedBytes: 100,
      rawUsedPercent: 25,
    },
    classes: [{ name: 'ssd', rawUsedBytes: 90, rawUsedPercent: 30 }],
    pools: [{ name: 'vms', storedBytes: 10, usedBytes: 30, usedPercent: 6.25, maxAvailableBytes: 150 }],
  })
})

test('another answer is refused by name', () => {
  expect(() => toStorageCluster({ stats: { total_bytes: 1 } }, 'ceph')).toThrow('not an answer of "ceph df"')
})

test('JSON to Mimic: no classes, no ratio of the total, percent as percent, USED is what is stored', () => {
  const answer = {
    stats: { total_bytes: 1000, total_used_bytes: 250, total_avail_bytes: 750 },
    pools: [
      {
        name: 'rbd',
        id: 0,
        stats: { kb_used: 1, bytes_used: 60, percent_used: 28.5, max_avail: 140, objects: 7 },
      },
      { name: 'jewel', id: 1, stats: { kb_used: 1, bytes_used: 60, max_avail: 140, objects: 7 } },
    ],
  }
  const cluster = toStorageCluster(answer, 'old')
  expect(cluster.total).toMatchObject({ rawUsedBytes: 250, rawUsedPercent: 25 })
  expect(cluster.classes).toEqual([])
  expect(cluster.pools).toMatchObject([
    { name: 'rbd', storedBytes: 60, usedPercent: 28.5 },
    { name: 'jewel', storedBytes: 60, usedPercent: 30 },
  ])
})
