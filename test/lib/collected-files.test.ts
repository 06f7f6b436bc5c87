import { expect, test } from 'vitest'
import { listCollectedFiles } from '../../src/lib/collected-files.ts'
import type { Meta, SourceReport } from '../../src/lib/model.ts'
import { sourceAsOf, sourceLag } from '../../src/lib/source-age.ts'
import { aSnapshot } from '../support/samples.ts'

const report = (asOf: string) => ({ bytes: 10, sha256: 'ab', asOf, stale: false })
const meta = {
  collectedAt: '2026-11-22T06:00:00Z',
  files: {
    'volumes.json': report('2026-11-22T04:00:00Z'),
    'aio.csv': report('2026-11-22T06:00:05Z'),
    'of-a-later-version.json': report('2026-11-22T06:00:05Z'),
  },
} as unknown as Meta

test('the files of meta.json are listed, the most important first, and an unknown one last', () => {
  const names = listCollectedFiles(aSnapshot({ meta })).map(({ name }) => name)
  expect(names).toEqual(['aio.csv', 'volumes.json', 'of-a-later-version.json'])
})

test("without meta.json the earlier tool's files are listed that were read, and none of ours", () => {
  const snapshot = aSnapshot({ meta: null, ratios: [], volumes: null, storage: [] })
  const names = listCollectedFiles(snapshot).map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['aio.csv', 'allocation.txt', 'ratio.txt', 'cephdf.txt']))
  expect(names).not.toContain('volumes.json')
  expect(names).not.toContain('cephdf.json')
})

test("a source is as old as its oldest file, and this run's files are not older than the run", () => {
  const source = (files: string[]) => ({ files }) as SourceReport
  expect(sourceAsOf(source(['aio.csv', 'volumes.json']), meta)).toBe('2026-11-22T04:00:00Z')
  expect(sourceLag(source(['volumes.json']), meta)).toBe(2 * 3_600_000)
  expect(sourceLag(source(['aio.csv']), meta)).toBe(0)
  expect(sourceLag(source(['gone.json']), meta)).toBeNull()
})
