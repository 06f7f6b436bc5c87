import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { setReservation } from '../../collector/reserve/change.ts'
import { parseEntry } from '../../src/lib/files/history-entry.ts'
import type { Snapshot } from '../../src/lib/model.ts'
import { loadSnapshot } from '../../src/lib/snapshot.ts'
import { expected, type HistoryRig, ids, newest, startHistoryRig } from './support.ts'

let rig: HistoryRig
beforeEach(async () => {
  rig = await startHistoryRig()
})
afterEach(() => rig.close())

function readData(): Promise<Snapshot> {
  return loadSnapshot(rig.state.data)
}

describe('a source that fails', () => {
  test('makes no events, says so, and loses none for the next collection', async () => {
    await rig.refresh()
    const before = await readData()
    rig.cloud.advance(24)
    rig.cloud.faults = [{ service: 'volume', kind: 'status', status: 403 }]
    expect((await rig.refresh()).exitCode).toBe(3)
    const degraded = newest(await rig.events())
    expect(degraded.notCompared).toEqual({ volume: expect.stringContaining('could not be read') })
    expect(degraded.events.filter(({ subject }) => subject === 'volume')).toEqual([])
    rig.cloud.faults = []
    rig.cloud.advance(24)
    await rig.refresh()
    const after = await readData()
    const recovered = newest(await rig.events())
    expect(recovered).toMatchObject({ notCompared: {}, since: { volume: '2026-11-22T06:11:00Z' } })
    const lists = expected(before.volumes ?? [], after.volumes ?? [], () => false)
    expect(ids(recovered.events, 'volume', 'created')).toEqual(lists.came)
    expect(ids(recovered.events, 'volume', 'deleted')).toEqual(lists.went)
    expect(lists.came).not.toEqual([])
    const [, line] = await rig.totals()
    expect(line).toMatchObject({ degraded: true, stale: { volumes: '2026-11-22T06:11:00Z' } })
  })

  test('a cell that is down deletes nothing and changes nothing, and comes back without a word', async () => {
    await rig.refresh()
    rig.cloud.cellDown = true
    rig.cloud.advance(0.1)
    await rig.refresh()
    const down = newest(await rig.events())
    expect(down.events).toEqual([])
    expect(down.notCompared).toEqual({
      instance: expect.stringContaining('A cell is down'),
      host: expect.stringContaining('A cell is down'),
    })
    rig.cloud.cellDown = false
    rig.cloud.advance(0.1)
    await rig.refresh()
    expect(newest(await rig.events())).toMatchObject({ events: [], notCompared: {} })
  })
})

describe('the same collection built again', () => {
  test('adds nothing; what was changed meanwhile is an event of the next', async () => {
    await rig.refresh()
    rig.cloud.advance(24)
    await rig.refresh()
    const [first, second] = await rig.events()
    const [host = ''] = (await readData()).hypervisors.map(({ name }) => name)
    await setReservation(
      host,
      { cpu: '1', force: true },
      { dataDir: rig.state.data, config: rig.settings.config },
    )
    const { name } = await rig.refresh(false)
    expect(await rig.events()).toEqual([first, second])
    const entry = parseEntry(await readFile(join(rig.state.archive, name, 'history.json'), 'utf8')).value
    expect(entry.changes).toEqual(second)
    rig.cloud.advance(2)
    await rig.refresh()
    expect(ids(newest(await rig.events()).events, 'reservation', 'set')).toEqual([host])
  })
})

describe('where what was known before is lost', () => {
  test('the newest snapshot is compared with', async () => {
    await rig.refresh()
    const before = await readData()
    await rm(join(rig.state.history, 'baseline.json.zst'))
    rig.cloud.advance(48)
    await rig.refresh()
    const { came } = expected(before.instances, (await readData()).instances, () => false)
    expect(ids(newest(await rig.events()).events, 'instance', 'created')).toEqual(came)
    expect(came).not.toEqual([])
  })

  test('with the whole history, it begins anew with that snapshot', async () => {
    await rig.refresh()
    await rm(rig.state.history, { recursive: true })
    rig.cloud.advance(2)
    await rig.refresh()
    expect((await rig.events()).map(({ previous }) => previous)).toEqual([null, '2026-11-22T06:11:00Z'])
    expect(rig.notes.join('\n')).toContain('history  2026-11-22T061100Z was published, but not recorded')
  })
})
