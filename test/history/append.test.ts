import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readBaseline } from '../../collector/history/baseline.ts'
import { repairHistory } from '../../collector/history/store.ts'
import { type HistoryRig, startHistoryRig } from './support.ts'

const STEPS = ['events', 'totals', 'baseline', 'days']
const SECOND = '2026-11-22T081100Z'
const BASELINE = 'baseline.json.zst'

let rig: HistoryRig

function month(file: string): string {
  return join(rig.state.history, '2026-11', file)
}

async function readAll() {
  const names = (await readdir(rig.state.history)).toSorted()
  const texts = await Promise.all(
    ['events.jsonl', 'totals.jsonl'].map((file) => readFile(month(file), 'utf8')),
  )
  return { names, texts, at: (await readBaseline(join(rig.state.history, BASELINE)))?.at }
}

describe('after the switch to a second snapshot', () => {
  const published = new Map<string, Buffer>()
  let done: Awaited<ReturnType<typeof readAll>>
  beforeAll(async () => {
    rig = await startHistoryRig()
    await rig.refresh()
    const paths = [month('events.jsonl'), month('totals.jsonl'), join(rig.state.history, BASELINE)]
    for (const path of paths) published.set(path, await readFile(path))
    rig.cloud.advance(2)
    await rig.refresh()
    done = await readAll()
    const next = await readFile(join(rig.state.history, BASELINE))
    published.set(join(rig.state.history, `${BASELINE}.${SECOND}`), next)
  })
  afterAll(() => rig.close())
  // Nothing of the second one is recorded yet.
  beforeEach(async () => {
    for (const [path, content] of published) await writeFile(path, content)
  })

  async function recordAndDie(step: string): Promise<string[]> {
    const script = join(import.meta.dirname, 'entry-and-die.ts')
    const { stdout } = await execa(process.execPath, [script, rig.state.root, SECOND, step], {
      reject: false,
    })
    return stdout.split('\n')
  }

  test('the steps that are tested are all there are', async () => {
    expect(await recordAndDie('none')).toEqual(STEPS)
  })

  test.each(STEPS)('killed before "%s": the next run ends with the same files', async (step) => {
    expect((await recordAndDie(step)).at(-1)).toBe(step)
    await repairHistory(rig.state, () => undefined)
    expect(await readAll()).toEqual(done)
    await repairHistory(rig.state, () => undefined)
    expect(await readAll()).toEqual(done)
  })

  test('without what the next is to be compared with, no older one stands for it', async () => {
    await rm(join(rig.state.history, `${BASELINE}.${SECOND}`))
    await repairHistory(rig.state, () => undefined)
    expect(await readAll()).toMatchObject({ texts: done.texts, at: undefined })
  })

  test('a last line that was cut is removed and told, and its collection recorded again', async () => {
    const line = done.texts[1]?.split('\n')[1] ?? ''
    await appendFile(month('events.jsonl'), '{"schema":1,"at":"2026-11-22T08:1')
    await appendFile(month('totals.jsonl'), line.slice(0, -20))
    const told: string[] = []
    await repairHistory(rig.state, (text) => told.push(text))
    expect(await readAll()).toEqual(done)
    expect(told.filter((text) => text.includes('cut short'))).toHaveLength(2)
  })
})

describe('after a first snapshot', () => {
  beforeEach(async () => {
    rig = await startHistoryRig()
    await rig.refresh()
  })
  afterEach(() => rig.close())

  test('what was prepared for a snapshot that never came is removed, and compared with by nobody', async () => {
    const done = await readAll()
    await writeFile(join(rig.state.history, `${BASELINE}.${SECOND}`), 'anything')
    await repairHistory(rig.state, () => undefined)
    expect(await readAll()).toEqual(done)
  })

  test('a history that cannot be written keeps no site from being served, and is made up for', async () => {
    const events = month('events.jsonl')
    const first = await readFile(events)
    await rm(events)
    await mkdir(events)
    rig.cloud.advance(2)
    expect(await rig.refresh()).toMatchObject({ name: SECOND, exitCode: 0 })
    expect(rig.notes.join('\n')).toContain('history  not written')
    await rm(events, { recursive: true })
    await writeFile(events, first)
    rig.cloud.advance(2)
    await rig.refresh()
    const collected = ['2026-11-22T06:11:00Z', '2026-11-22T08:11:00Z', '2026-11-22T10:11:00Z']
    expect((await rig.events()).map(({ at }) => at)).toEqual(collected)
    expect((await rig.totals()).map(({ at }) => at)).toEqual(collected)
  })

  test('a file in the place of the folder keeps no site from being served, either', async () => {
    await rm(rig.state.history, { recursive: true })
    await writeFile(rig.state.history, '')
    rig.cloud.advance(2)
    expect(await rig.refresh()).toMatchObject({ name: SECOND, exitCode: 0 })
    expect(rig.notes.join('\n')).toContain('history  not written')
    await rm(rig.state.history)
    rig.cloud.advance(2)
    await rig.refresh()
    expect((await rig.events()).map(({ previous }) => previous)).toEqual([
      '2026-11-22T06:11:00Z',
      '2026-11-22T08:11:00Z',
    ])
  })
})
