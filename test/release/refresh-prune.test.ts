import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { silentProgress } from '../../collector/progress.ts'
import { refresh, type RefreshOptions } from '../../collector/refresh.ts'
import { loadSettings } from '../../collector/settings.ts'
import { listReleases } from '../../collector/store/releases.ts'
import { makeRefreshEffects } from '../support/refresh-effects.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

let state: string
let options: RefreshOptions

beforeEach(async () => {
  state = await makeTemporaryFolder('refresh')
  options = {
    settings: await loadSettings(undefined, state),
    dataDir: join(state, 'data'),
    collects: true,
    env: {},
    cloud: null,
    signal: null,
    verbose: false,
    progress: silentProgress,
  }
})

describe('after the switch', () => {
  const times = [
    '2026-11-19T06:11:00Z',
    '2026-11-20T06:11:00Z',
    '2026-11-21T06:11:00Z',
    '2026-11-22T06:11:00Z',
  ]

  function listen(): string[] {
    const notes: string[] = []
    options = { ...options, progress: { ...silentProgress, note: (text) => notes.push(text) } }
    return notes
  }

  test('removes what the policy does not keep, and says how many', async () => {
    const notes = listen()
    const { settings } = options
    const archive = { keepAllDays: 1, keepDaily: 2, keepWeekly: 0, keepMonthly: 0 }
    options = { ...options, settings: { ...settings, config: { ...settings.config, archive } } }
    for (const time of times) {
      const clock = () => new Date(Date.parse(time) + 60_000)
      await refresh(options, { ...makeRefreshEffects(options.dataDir, time), clock })
    }
    expect(await listReleases(state)).toEqual(['2026-11-21T061100Z', '2026-11-22T061100Z'])
    const index: unknown = JSON.parse(await readFile(join(state, 'archive/index.json'), 'utf8'))
    expect(index).toMatchObject({ schema: 2, snapshots: ['2026-11-21T061100Z', '2026-11-22T061100Z'] })
    expect(notes.filter((note) => note.startsWith('pruned'))).toEqual([
      'pruned   1 snapshot by the policy',
      'pruned   1 snapshot by the policy',
    ])
  })

  test.each([
    [
      'what cannot be removed is named',
      () => Promise.resolve({ removed: [], failed: [{ name: '2026-11-01T000000Z', reason: 'EPERM' }] }),
      'pruned   not 2026-11-01T000000Z: EPERM',
    ],
    [
      'what keeps all of it from going is said',
      () => Promise.reject(new Error('EIO: i/o error')),
      'pruned   nothing: EIO: i/o error',
    ],
  ])('%s, and the refresh has succeeded', async (_what, prune, note) => {
    const notes = listen()
    const effects = { ...makeRefreshEffects(options.dataDir, '2026-11-22T06:11:00Z'), prune }
    expect(await refresh(options, effects)).toEqual({ name: '2026-11-22T061100Z', exitCode: 0 })
    expect(await readFile(join(state, 'current/index.html'), 'utf8')).toBe('web')
    expect(notes).toContain(note)
  })

  test('thins what is served no more, and says which', async () => {
    const notes = listen()
    for (const time of times) {
      const clock = () => new Date(Date.parse(time) + 60_000)
      await refresh(options, { ...makeRefreshEffects(options.dataDir, time), clock })
    }
    expect(notes.filter((note) => note.startsWith('thinned'))).toEqual([
      'thinned  2026-11-19T061100Z',
      'thinned  2026-11-20T061100Z',
      'thinned  2026-11-21T061100Z',
    ])
  })

  test.each([
    [
      'what cannot be thinned is named',
      () => Promise.resolve({ thinned: [], failed: [{ name: '2026-11-01T000000Z', reason: 'EPERM' }] }),
      'thinned  not 2026-11-01T000000Z: EPERM',
    ],
    [
      'what keeps all of it whole is said',
      () => Promise.reject(new Error('EIO: i/o error')),
      'thinned  nothing: EIO: i/o error',
    ],
  ])('%s, and the refresh has succeeded', async (_what, thin, note) => {
    const notes = listen()
    const effects = { ...makeRefreshEffects(options.dataDir, '2026-11-22T06:11:00Z'), thin }
    expect(await refresh(options, effects)).toEqual({ name: '2026-11-22T061100Z', exitCode: 0 })
    expect(notes).toContain(note)
  })
})
