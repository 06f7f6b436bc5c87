import { describe, expect, test } from 'vitest'
import { decodeTable } from '../../../src/lib/table/decode.ts'
import type { TableDefinition } from '../../../src/lib/table/definition.ts'
import { encodeTable } from '../../../src/lib/table/encode.ts'
import { createView } from '../../../src/lib/table/view.ts'
import { openSamples } from './sample.ts'

test('a whole id finds its volume, by its own and by a named one’s first digits', () => {
  const id = '3f8a1c2e-7b00-4000-8000-000000000001'
  const attached = openSamples([
    { volumes: [{ device: '', name: 'data', id: id.slice(0, 8), sizeGib: 1 }] },
    { volumes: [{ device: '', name: '', id, sizeGib: 1 }] },
    { volumes: [{ device: '', name: id.slice(0, 8), id: '99999999', sizeGib: 1 }] },
  ])
  for (const query of [`volumes:${id}`, `volumes:=${id}`, `volumes:="${id}"`]) {
    expect([...createView(attached).compute({ query, filters: {}, sort: [] }).rows]).toEqual([0, 1])
  }
})

test('an address that is a column of its own is asked for like one of a network', () => {
  const definition: TableDefinition<string> = {
    name: 'hosts',
    title: 'Hosts',
    noun: ['host', 'hosts'],
    columns: [{ key: 'ip', title: 'IP address', kind: 'text', value: (ip) => ip }],
  }
  const context = { site: '', part: null, timeZone: 'UTC' }
  const hosts = createView(
    decodeTable(encodeTable(definition, ['10.20.0.1', '10.20.0.11', 'fd00::1'], context), () => ''),
  )
  const rowsOf = (query: string) => [...hosts.compute({ query, filters: {}, sort: [] }).rows]
  expect(rowsOf('ip:10.20.0.1')).toEqual([0])
  expect(rowsOf('ip:10.20.0.')).toEqual([0, 1])
  expect(rowsOf('ip:10.20.0.0/29,fd00::/8')).toEqual([0, 2])
})

describe('accents', () => {
  const accented = createView(
    openSamples([
      { name: 'a', project: { text: 'Épsilon-Zürich', href: null } },
      { name: 'b', project: { text: 'Epsilon-Zurich', href: null } },
      { name: 'c', project: { text: 'E\u0301psilon-Zu\u0308rich', href: null } },
      { name: 'd', project: { text: 'ΩΜΕΓΑ', href: null } },
    ]),
  )

  test.each([
    ['epsilon', [0, 1, 2]],
    ['ÉPSILON zurich', [0, 1, 2]],
    ['"épsilon-z"', [0, 1, 2]],
    ['project:zürich', [0, 1, 2]],
    ['project:"zurich"', [0, 1, 2]],
    ['ωμεγα', [3]],
    // Two projects may differ in nothing else.
    ['project:=épsilon-zürich', [0]],
    ['project:="Epsilon-Zurich"', [1]],
    ['-epsilon', [3]],
  ])('%s', (query, rows) => {
    expect([...accented.compute({ query, filters: {}, sort: [] }).rows]).toEqual(rows)
  })

  test('a choice is one project', () => {
    const shown = accented.compute({ query: '', filters: { project: 'Épsilon-Zürich' }, sort: [] })
    expect([...shown.rows]).toEqual([0])
  })
})
