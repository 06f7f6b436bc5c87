import { expect, test } from 'vitest'
import {
  describeHash,
  parseHtpasswd,
  removeUser,
  serialiseHtpasswd,
  setUser,
} from '../../../src/lib/files/htpasswd.ts'

const TEXT = '# operations\nann:$2y$08$one\n\nbob:{SHA}two:a comment\nann:three\n'

test('keeps comments, blank lines and the comments of other users through every change', () => {
  expect(serialiseHtpasswd(parseHtpasswd(TEXT))).toBe(TEXT)
  const changed = setUser(setUser(parseHtpasswd(TEXT), 'ann', 'new'), 'eve', 'last')
  // nginx takes the first line of a name; the one below it never counted.
  expect(serialiseHtpasswd(changed)).toBe('# operations\nann:new\n\nbob:{SHA}two:a comment\neve:last\n')
  expect(serialiseHtpasswd(removeUser(parseHtpasswd(TEXT), 'ann'))).toBe(
    '# operations\n\nbob:{SHA}two:a comment\n',
  )
})

test('reads files of Windows, without an end of the last line, and empty ones', () => {
  expect(parseHtpasswd('ann:x\r\nbob:y').map(({ name, hash }) => [name, hash])).toEqual([
    ['ann', 'x'],
    ['bob', 'y'],
  ])
  expect(parseHtpasswd('')).toEqual([])
  expect(serialiseHtpasswd([])).toBe('')
})

test.each([
  ['$2y$08$abcdefghijklmnopqrstuuK3DTmUqk1ZWBpQ0tvwVPUbDhwCBy6ei', 'bcrypt', 8, false],
  ['$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7', 'yescrypt', null, false],
  ['$6$salt$hash', 'SHA-512 crypt', null, false],
  ['$apr1$salt$hash', 'MD5 (apr1)', null, true],
  ['{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=', 'SHA-1', null, true],
  ['{PLAIN}secret', 'plain text', null, true],
  ['rqXexS6ZhobKA', 'DES crypt', null, true],
  ['$2y$08$too-short', 'unknown', null, true],
])('%s is %s', (hash, title, cost, weak) => {
  expect(describeHash(hash)).toEqual({ title, cost, weak })
})
