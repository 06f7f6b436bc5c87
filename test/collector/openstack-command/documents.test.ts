import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitDocuments } from '../../../collector/openstack-command/documents.ts'

const document = fc.oneof(
  fc.array(fc.dictionary(fc.string(), fc.jsonValue())),
  fc.dictionary(fc.string(), fc.jsonValue()),
)
const noise = fc.constantFrom(
  '',
  'a warning [later]\n',
  "openstack: '--x' is not a command\n",
  '{not JSON\n',
  '  "\n',
)

test('finds each document whatever stands between them and however it is indented', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(noise, document, fc.constantFrom(0, 2))), (entries) => {
      const text = entries
        .map(([before, value, indent]) => `${before}${JSON.stringify(value, null, indent)}\n`)
        .join('')
      expect(splitDocuments(text)).toEqual(JSON.parse(JSON.stringify(entries.map(([, value]) => value))))
    }),
  )
})

test.each(['', 'no JSON', '[', '{"a": [1, 2', '[{"a": "]}'])('gives nothing for %j', (text) => {
  expect(splitDocuments(text)).toEqual([])
})

test('leaves out a document that is cut off, and keeps those before it', () => {
  expect(splitDocuments('[\n  1\n]\n{\n  "id": "x",\n  "na')).toEqual([[1]])
})
