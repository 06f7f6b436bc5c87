import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { listSnapshots } from '../../../collector/archive/snapshots.ts'
import { formatSnapshot, formatSnapshots } from '../../../collector/archive/words.ts'
import { loadSettings } from '../../../collector/settings.ts'
import { publishSnapshot } from '../../support/archive.ts'
import { makeTemporaryFolder } from '../../support/temporary-folder.ts'

const FIRST = '2026-11-20T000000Z'
const SECOND = '2026-11-21T061100Z'
const NEWEST = '2026-11-22T061100Z'

let state: string

beforeEach(async () => {
  state = await makeTemporaryFolder('archive')
  for (const name of [FIRST, SECOND, NEWEST]) await publishSnapshot(state, name)
})

async function describeAll(now = new Date('2026-11-22T11:23:00Z')) {
  const settings = await loadSettings(undefined, state)
  const disk = { own: 3 * 1024 ** 2, shared: 0 }
  const snapshots = (await listSnapshots(settings, now)).map((snapshot) => ({ ...snapshot, disk }))
  return { snapshots, reader: { now, timeZone: settings.config.site.timeZone } }
}

describe('in words', () => {
  test('a list tells age, size, totals, sources and why each is kept', async () => {
    await writeFile(
      join(state, 'aether.yaml'),
      'site: { timeZone: Asia/Jakarta }\narchive: { keepAllDays: 0, keepDaily: 2, keepWeekly: 0, keepMonthly: 0 }',
    )
    await publishSnapshot(state, SECOND, { degraded: true })
    await publishSnapshot(state, FIRST, { degraded: null, totals: null })
    await publishSnapshot(state, NEWEST)
    const { snapshots, reader } = await describeAll()
    const lines = formatSnapshots(snapshots, { own: 4 * 1024 ** 2, shared: 1024 ** 2 }, reader).split('\n')
    expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
      ['Snapshot', 'Collected', 'Age', 'Own', 'Shared', 'Form', 'Sources', 'Holds', 'Kept'],
      [
        FIRST,
        '20 Nov 2026, 07:00 UTC+7',
        '2 days',
        '3 MiB',
        '0 B',
        'whole',
        'not recorded',
        'totals not recorded',
        'no longer; the next pruning removes it',
      ],
      [
        SECOND,
        '21 Nov 2026, 13:11 UTC+7',
        '29 h 12 min',
        '3 MiB',
        '0 B',
        'whole',
        'degraded',
        '1,200 instances, 16 hosts, volumes not collected',
        'newest of its day',
      ],
      [
        NEWEST,
        '22 Nov 2026, 13:11 UTC+7',
        '5 h 12 min',
        '3 MiB',
        '0 B',
        'whole',
        'good',
        '1,200 instances, 16 hosts, volumes not collected',
        'served, the newest, newest of its day',
      ],
      [''],
      ['3 snapshots, 5 MiB on disk; the next pruning removes 1.'],
    ])
  })

  test('one snapshot is told a line a fact', async () => {
    const { snapshots, reader } = await describeAll()
    const text = snapshots.map((snapshot) => formatSnapshot(snapshot, reader)).at(-1)
    expect(text?.split('\n')).toEqual([
      `Snapshot   ${NEWEST}`,
      'Collected  22 Nov 2026, 06:11 UTC, 5 h 12 min ago',
      'Built      22 Nov 2026, 06:11 UTC, in 12.3 s, by Aether 0.1.0',
      'Sources    good',
      'Holds      1,200 instances, 16 hosts, volumes not collected, 5 projects, 7 flavors',
      'Files      3: 82 B of site, 35 B of data',
      'Form       whole',
      'On disk    3 MiB of its own, 0 B shared with others',
      'Kept       served, the newest, of the last days, newest of its day, week and month',
      `Folder     ${join(state, 'archive', NEWEST)}`,
    ])
  })

  test('one that cannot be read is said to be so', async () => {
    await rm(join(state, 'archive', FIRST, 'manifest.json'))
    const { snapshots, reader } = await describeAll()
    expect(formatSnapshots(snapshots, { own: 4 * 1024 ** 2, shared: 1024 ** 2 }, reader)).toMatch(/unreadable +totals not recorded +its manifest cannot/)
  })
})

