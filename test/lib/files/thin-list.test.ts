import { expect, test } from 'vitest'
import { parseThinList, serialiseThinList, type ThinList } from '../../../src/lib/files/thin-list.ts'

const list: ThinList = {
  files: [
    { path: 'data/aio.csv', bytes: 9, sha256: 'ab', kept: 'zstd', modifiedAt: '2026-11-22T06:11:00.000Z' },
    { path: 'site/hosts/x "1"/index.html', bytes: 3, sha256: '4b', kept: 'page' },
  ],
  leftOut: [{ path: 'site/pagefind/', files: 2, bytes: 12, sha256: 'cd' }],
}

test('a list is read as it was written, a file a line', () => {
  const text = serialiseThinList(list)
  expect(parseThinList(text)).toEqual({ value: list, problems: [] })
  expect(text.split('\n').filter((line) => line.includes('"path"'))).toHaveLength(3)
})

test.each([
  ['', 'files.json: the file is empty'],
  ['{"schema": 2}', 'files.json, line 1: expected schema 1, found 2'],
  [serialiseThinList(list).replace('"page"', '"lz4"'), 'files.1.kept'],
])('%j is refused', (text, message) => {
  expect(() => parseThinList(text)).toThrow(message)
})
