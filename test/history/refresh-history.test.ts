import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { clearReservation, setReservation } from '../../collector/reserve/change.ts'
import { parseFlavors, serialiseFlavors } from '../../src/lib/files/flavors.ts'
import { parsePlacement, serialisePlacement } from '../../src/lib/files/placement.ts'
import { loadSnapshot } from '../../src/lib/snapshot.ts'
import type { Snapshot } from '../../src/lib/model.ts'
import { expected, type HistoryRig, ids, newest, startHistoryRig } from './support.ts'

let rig: HistoryRig
beforeEach(async () => {
  rig = await startHistoryRig()
})
afterEach(() => rig.close())

function readData(): Promise<Snapshot> {
  return loadSnapshot(rig.state.data)
}

test('the first collection is recorded without events, and given to the build', async () => {
  await rig.refresh()
  expect(await rig.events()).toMatchObject([{ at: '2026-11-22T06:11:00Z', previous: null, events: [] }])
  const [totals] = await rig.totals()
  const { instances, hypervisors } = await readData()
  expect(totals).toMatchObject({
    at: '2026-11-22T06:11:00Z',
    total: { instances: instances.length, hosts: 8 },
  })
  expect(Object.keys(totals?.hosts ?? {}).toSorted()).toEqual(hypervisors.map(({ name }) => name).toSorted())
  const built: unknown = JSON.parse(await readFile(join(rig.state.current, 'index.html'), 'utf8'))
  expect(built).toMatchObject({ at: '2026-11-22T06:11:00Z' })
})

test('what became of instances and volumes in three weeks is what their lists say', async () => {
  await rig.refresh()
  const before = await readData()
  rig.cloud.advance(24 * 8)
  await rig.refresh()
  const after = await readData()
  const { events, previous, notCompared } = newest((await rig.load()).changes)
  expect({ previous, notCompared }).toEqual({ previous: '2026-11-22T06:11:00Z', notCompared: {} })

  const moved = expected(before.instances, after.instances, (a, b) => a.host !== b.host)
  expect(ids(events, 'instance', 'created')).toEqual(moved.came)
  expect(ids(events, 'instance', 'deleted')).toEqual(moved.went)
  expect(ids(events, 'instance', 'moved')).toEqual(moved.differ)
  const resized = expected(before.instances, after.instances, (a, b) => a.flavorName !== b.flavorName)
  expect(ids(events, 'instance', 'resized')).toEqual(resized.differ)
  const extended = expected(before.volumes ?? [], after.volumes ?? [], (a, b) => a.sizeGib !== b.sizeGib)
  expect(ids(events, 'volume', 'extended')).toEqual(extended.differ)
  const servers = (volume: { attachments: { serverId: string }[] }) =>
    volume.attachments.map(({ serverId }) => serverId)
  const attached = expected(before.volumes ?? [], after.volumes ?? [], (a, b) =>
    servers(b).some((id) => !servers(a).includes(id)),
  )
  expect(ids(events, 'volume', 'attached')).toEqual(attached.differ)
  // Otherwise this would prove nothing.
  for (const list of [moved.came, moved.went, moved.differ, resized.differ, extended.differ, attached.differ])
    expect(list).not.toEqual([])
})

test('a reservation, a ratio, a flavor and a host that goes down are told', async () => {
  await rig.refresh()
  const { hypervisors, flavors } = await readData()
  const [host = '', other = ''] = hypervisors.filter(({ state }) => state === 'up').map(({ name }) => name)
  const place = { dataDir: rig.state.data, config: rig.settings.config }
  await setReservation(host, { cpu: '4', purpose: 'billing', force: true }, place)
  const ratioOf = await editPlacement(host)
  await edit('flavors.csv', (text) =>
    serialiseFlavors(
      parseFlavors(text).value.map((flavor, index) => ({
        ...flavor,
        vcpus: flavor.vcpus + (index === 0 ? 1 : 0),
      })),
    ),
  )
  await edit('allocation.txt', (text) =>
    text
      .split('\n')
      .map((line) => (line.includes(` ${other} `) ? line.replace(' up ', ' down ') : line))
      .join('\n'),
  )
  await redate('2026-11-22T08:11:00Z')
  await rig.refresh(false)
  const { events } = newest(await rig.events())
  expect(events.map(({ subject, kind, id, fields }) => [subject, kind, id, fields])).toEqual([
    ['host', 'state', other, { state: { from: 'up', to: 'down' } }],
    ['host', 'ratio', host, { cpuRatio: { from: ratioOf, to: ratioOf + 1 } }],
    ['flavor', 'changed', expect.any(String), { vcpus: expect.anything() }],
    [
      'reservation',
      'set',
      host,
      expect.objectContaining({ vcpus: { from: null, to: 4 }, purpose: { from: null, to: 'billing' } }),
    ],
  ])
  expect(flavors?.map(({ id }) => id)).toContain(events[2]?.id)

  await clearReservation(host, place)
  await redate('2026-11-22T10:11:00Z')
  await rig.refresh(false)
  expect(newest(await rig.events()).events).toMatchObject([
    { subject: 'reservation', kind: 'cleared', id: host },
  ])
})

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const path = join(rig.state.data, file)
  await writeFile(path, change(await readFile(path, 'utf8')))
}

/** Gives a host's shared vCPUs another ratio; returns the old one. */
async function editPlacement(host: string): Promise<number> {
  let old = 0
  await edit('placement.json', (text) =>
    serialisePlacement(
      parsePlacement(text).value.map((provider) => {
        const vcpu = provider.inventories?.['VCPU']
        if (provider.name !== host || !vcpu) return provider
        old = vcpu.allocationRatio
        return {
          ...provider,
          inventories: { ...provider.inventories, VCPU: { ...vcpu, allocationRatio: old + 1 } },
        }
      }),
    ),
  )
  return old
}

/** As another machine would deliver it: a later collection, whose account of the files fits. */
async function redate(collectedAt: string): Promise<void> {
  await edit('meta.json', (text) => {
    const meta = JSON.parse(text) as { files: object }
    return JSON.stringify({ ...meta, collectedAt, files: {} })
  })
}
