import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { recordCollection } from '../../collector/history/record.ts'
import { reportReindex } from '../../collector/history/report-reindex.ts'
import { collect } from '../../collector/collect.ts'
import { silentProgress } from '../../collector/progress.ts'
import { type HistoryRig, newest, startHistoryRig } from './support.ts'

let rig: HistoryRig
beforeEach(async () => {
  rig = await startHistoryRig()
  await rig.refresh()
  rig.cloud.advance(24)
  await rig.refresh()
  rig.cloud.advance(24)
  await rig.refresh()
})
afterEach(() => rig.close())

const NAMES = ['2026-11-22T061100Z', '2026-11-23T061100Z', '2026-11-24T061100Z']

async function reindex(): Promise<{ exitCode: number; told: Record<string, unknown> }> {
  const lines: string[] = []
  const output = { json: true, print: (line: string) => lines.push(line), progress: silentProgress }
  const exitCode = await reportReindex(rig.settings, output)
  return { exitCode, told: JSON.parse(lines[0] ?? '{}') as Record<string, unknown> }
}

test('a lost history comes back from the archive as it was', async () => {
  const before = await rig.tree()
  await rm(rig.state.history, { recursive: true })
  expect(await reindex()).toMatchObject({
    exitCode: 0,
    told: { collections: 3, archived: 3, fromData: 0, failed: [] },
  })
  const after = await rig.tree()
  const lines = (tree: object) => Object.entries(tree).filter(([path]) => path.endsWith('.jsonl'))
  expect(lines(after)).toEqual(lines(before))
  // And the next collection is compared with the newest of them.
  rig.cloud.advance(2)
  await rig.refresh()
  expect(newest(await rig.events()).previous).toBe('2026-11-24T06:11:00Z')
})

test('what the archive has no more stays, lines of other versions too; broken lines go', async () => {
  rig.cloud.advance(2)
  const { settings, state, cloud } = rig
  await collect({
    config: settings.config,
    dataDir: state.data,
    env: cloud.env,
    progress: silentProgress,
    clock: () => cloud.now(),
  })
  await recordCollection(state, state.data, settings.config, () => undefined)
  await rm(join(state.archive, NAMES[0] ?? ''), { recursive: true })
  const [events, totals] = [await rig.events(), await rig.totals()]
  const foreign = '{"schema":7,"at":"2026-11-24T09:00:00Z","of":"tomorrow"}'
  const path = join(state.history, '2026-11/events.jsonl')
  await writeFile(path, `${await readFile(path, 'utf8')}${foreign}\n{"schema":1,"a\n`)
  expect(await reindex()).toMatchObject({ exitCode: 0, told: { collections: 4, archived: 2 } })
  expect([await rig.events(), await rig.totals()]).toEqual([events, totals])
  expect((await readFile(path, 'utf8')).trimEnd().split('\n').at(-1)).toBe(foreign)
  expect((await rig.load()).problems).toHaveLength(1)
})

test('snapshots of a version without history are read from their data, each compared with the one before', async () => {
  const [events, totals] = [await rig.events(), await rig.totals()]
  await rm(rig.state.history, { recursive: true })
  for (const name of NAMES) await rm(join(rig.state.archive, name, 'history.json'))
  expect(await reindex()).toMatchObject({ exitCode: 0, told: { collections: 3, fromData: 3 } })
  expect([await rig.events(), await rig.totals()]).toEqual([events, totals])

  await rm(rig.state.history, { recursive: true })
  // It is thinned, so that its files have other names.
  const data = join(rig.state.archive, NAMES[1] ?? '', 'data')
  const forms = (await readdir(data)).filter((name) => name.startsWith('aio.csv.'))
  expect(forms).not.toEqual([])
  for (const name of forms) await rm(join(data, name))
  const { exitCode, told } = await reindex()
  expect([exitCode, told['failed']]).toEqual([
    1,
    [{ name: NAMES[1], reason: expect.stringContaining('aio.csv') }],
  ])
})
