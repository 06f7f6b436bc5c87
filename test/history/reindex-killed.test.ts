import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { repairHistory } from '../../collector/history/store.ts'
import { type HistoryRig, startHistoryRig } from './support.ts'

// Each test leaves the history as it found it.
let rig: HistoryRig
beforeAll(async () => {
  rig = await startHistoryRig()
  await rig.refresh()
  rig.cloud.advance(24)
  await rig.refresh()
})
afterAll(() => rig.close())

describe('killed while the history is written anew', () => {
  const steps = [
    'write',
    'declare it whole',
    'move the old one away',
    'move the new one in',
    'remove the old one',
  ]

  async function reindexAndDie(step: string): Promise<string[]> {
    const script = join(import.meta.dirname, 'reindex-and-die.ts')
    const { stdout } = await execa(process.execPath, [script, rig.state.root, step], { reject: false })
    return stdout.split('\n')
  }

  test('the steps that are tested are all there are', async () => {
    expect(await reindexAndDie('none')).toEqual(steps)
  })

  test.each(steps)(
    'before "%s": the next run finds a whole one, and leaves nothing beside it',
    async (step) => {
      const before = await rig.tree()
      expect((await reindexAndDie(step)).at(-1)).toBe(step)
      await repairHistory(rig.state, () => undefined)
      expect(await rig.tree()).toEqual(before)
      expect((await readdir(rig.state.root)).filter((name) => name.startsWith('history'))).toEqual([
        'history',
      ])
    },
  )
})
