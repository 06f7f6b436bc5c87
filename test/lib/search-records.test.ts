import { expect, test } from 'vitest'
import { deriveCloud } from '../../src/lib/cloud.ts'
import { defaultConfig } from '../../src/lib/files/config.ts'
import { makeSearchRecords } from '../../src/lib/search-records.ts'
import { loadSnapshot } from '../../src/lib/snapshot.ts'

const FIXTURE = new URL('../fixtures/earlier-tool/', import.meta.url).pathname

async function readRecords() {
  return makeSearchRecords(deriveCloud(await loadSnapshot(FIXTURE), defaultConfig))
}

test('one record for everything that can be opened', async () => {
  const records = await readRecords()
  const counts = [...Map.groupBy(records, ({ kind }) => kind)].map(([kind, group]) => [kind, group.length])
  expect(counts).toEqual([
    ['Project', 6],
    ['Host', 16],
    ['Flavor', 10],
    ['Instance', 20],
    ['Volume', 20],
  ])
  expect(new Set(records.map(({ url }) => url)).size).toBe(records.length)
})

test('an instance is found by name, id, project, host and each address', async () => {
  const records = await readRecords()
  const record = records.find(({ kind, title }) => kind === 'Instance' && title === 'dashboards')
  const id = record?.url.replace('instances/?id=', '')
  expect(record).toMatchObject({
    url: expect.stringMatching(/^instances\/\?id=[0-9a-f-]{36}$/),
    detail: 'observability · ACTIVE · cloud-node-06 · 10.20.30.36 · 10.10.10.250',
    words: `dashboards ${id} observability cloud-node-06 10.20.30.36 10.10.10.250 10.20.30.141`,
  })
})

test('a host leads to its page', async () => {
  const record = (await readRecords()).find(({ title }) => title === 'cloud-node-37')
  expect(record).toMatchObject({
    kind: 'Host',
    url: 'hosts/cloud-node-37/',
    detail: 'up · 10.10.10.47 · 3 instances',
  })
})
