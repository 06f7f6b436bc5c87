import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { BuildError, CollectError, LockedError } from '../../collector/errors.ts'
import { silentProgress } from '../../collector/progress.ts'
import { refresh, type RefreshEffects, type RefreshOptions } from '../../collector/refresh.ts'
import { loadSettings } from '../../collector/settings.ts'
import { withLock } from '../../collector/store/lock.ts'
import type { Meta, SourceState } from '../../src/lib/model.ts'
import { fillFolder, makeRefreshEffects } from '../support/refresh-effects.ts'

let state: string
let options: RefreshOptions

beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'aether-refresh-'))
  const settings = await loadSettings(undefined, state)
  options = {
    settings,
    dataDir: join(state, 'data'),
    collects: true,
    env: {},
    cloud: null,
    signal: null,
    verbose: false,
    progress: silentProgress,
  }
})

afterEach(() => rm(state, { recursive: true }))

function fillData(collectedAt: string, sourceState?: SourceState, instance?: string): Promise<Meta> {
  return fillFolder(options.dataDir, collectedAt, sourceState, instance)
}

function makeEffects(collectedAt: string, sourceState?: SourceState): RefreshEffects {
  return makeRefreshEffects(options.dataDir, collectedAt, sourceState)
}

function readCurrent(): Promise<string> {
  return readFile(join(state, 'current/index.html'), 'utf8')
}

describe('a refresh', () => {
  test('collects, builds, archives site and data with a manifest, and switches', async () => {
    const result = await refresh(options, makeEffects('2026-11-22T06:11:00Z'))
    expect(result).toEqual({ name: '2026-11-22T061100Z', exitCode: 0 })
    expect(await readCurrent()).toBe('web')

    const folder = join(state, 'archive/2026-11-22T061100Z')
    expect((await readdir(folder)).toSorted()).toEqual(['data', 'history.json', 'manifest.json', 'site'])
    expect((await readdir(join(folder, 'data'))).toSorted()).toEqual([
      'aio.csv',
      'allocation.txt',
      'meta.json',
      'ratio.txt',
    ])
    const manifest: unknown = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
    expect(manifest).toMatchObject({
      schema: 1,
      name: '2026-11-22T061100Z',
      collectedAt: '2026-11-22T06:11:00Z',
      builtAt: '2026-11-22T06:12:00.000Z',
      degraded: false,
      totals: { instances: 1, hosts: 1, projects: 1, volumes: null },
      siteBytes: 3,
      // printf web | sha256sum
      files: {
        'site/index.html': {
          bytes: 3,
          sha256: '4b5e57f6eb2f42b9039b3d1e13929295f231749c510cbe341cd68036d9af97e2',
        },
      },
    })
  })

  test('publishes a degraded collection and says so by its exit code', async () => {
    expect(await refresh(options, makeEffects('2026-11-22T06:11:00Z', 'failed'))).toMatchObject({
      exitCode: 3,
    })
    expect(await readCurrent()).toBe('web')
  })

  test('keeps archived data from strangers', async () => {
    await refresh(options, makeEffects('2026-11-22T06:11:00Z'))
    const folder = join(state, 'archive/2026-11-22T061100Z/data')
    expect((await stat(folder)).mode & 0o007).toBe(0)
    expect((await stat(join(folder, 'aio.csv'))).mode & 0o007).toBe(0)
  })
})

describe('where nothing can be published, the served site stays', () => {
  beforeEach(() => refresh(options, makeEffects('2026-11-22T04:11:00Z')))

  async function expectUntouched(
    run: Promise<unknown>,
    error: new (message: string) => Error,
  ): Promise<void> {
    await expect(run).rejects.toThrow(error)
    expect(await readCurrent()).toBe('web')
    const index: unknown = JSON.parse(await readFile(join(state, 'archive/index.json'), 'utf8'))
    expect(index).toMatchObject({ schema: 2, snapshots: ['2026-11-22T041100Z'] })
  }

  test('after a collection that failed', async () => {
    const effects = { ...makeEffects(''), collect: () => Promise.reject(new CollectError('refused')) }
    await expectUntouched(refresh(options, effects), CollectError)
  })

  test('after a build that failed; the next run cleans up', async () => {
    const effects = {
      ...makeEffects('2026-11-22T06:11:00Z'),
      build: () => Promise.reject(new BuildError('broken')),
    }
    await expectUntouched(refresh(options, effects), BuildError)
    await refresh(options, makeEffects('2026-11-22T08:11:00Z'))
    expect((await readdir(join(state, 'archive'))).toSorted()).toEqual([
      '2026-11-22T041100Z',
      '2026-11-22T081100Z',
      'index.json',
    ])
  })

  test('where the data cannot be read', async () => {
    await writeFile(join(options.dataDir, 'aio.csv'), '')
    const run = refresh({ ...options, collects: false }, makeEffects(''))
    await expect(run).rejects.toThrow('aio.csv: the file is empty (0 bytes)')
    await rm(join(options.dataDir, 'aio.csv'))
    const again = refresh({ ...options, collects: false }, makeEffects(''))
    await expect(again).rejects.toThrow(`aio.csv: not found in ${options.dataDir}`)
    expect(await readCurrent()).toBe('web')
  })

  test('while another run is at it', async () => {
    await withLock(state, () => expectUntouched(refresh(options, makeEffects('')), LockedError))
    await withLock(options.dataDir, () => expectUntouched(refresh(options, makeEffects('')), LockedError))
  })
})

describe('with data that another machine fills', () => {
  beforeEach(() => {
    options = { ...options, collects: false }
  })

  test('does not build the same again', async () => {
    await fillData('2026-11-22T06:11:00Z')
    await refresh(options, makeEffects(''))
    const effects = { ...makeEffects(''), build: () => Promise.reject(new Error('built again')) }
    expect(await refresh(options, effects)).toEqual({ name: '2026-11-22T061100Z', exitCode: 0 })
  })

  test('builds again in place where the same collection changed, as by a new reservation', async () => {
    await fillData('2026-11-22T06:11:00Z')
    await refresh(options, makeEffects(''))
    await fillData('2026-11-22T06:11:00Z', 'ok', 'db')
    await refresh(options, makeEffects(''))
    expect(await readCurrent()).toBe('db')
    expect((await readdir(join(state, 'archive'))).toSorted()).toEqual(['2026-11-22T061100Z', 'index.json'])
  })

  test('takes the exit code from what the other machine reported', async () => {
    await fillData('2026-11-22T06:11:00Z', 'degraded')
    expect(await refresh(options, makeEffects(''))).toMatchObject({ exitCode: 3 })
  })

  test("names a folder of the earlier tool by its files' time", async () => {
    await fillData('2026-11-22T06:11:00Z')
    await rm(join(options.dataDir, 'meta.json'))
    const { name } = await refresh(options, makeEffects(''))
    const { mtime } = await stat(join(options.dataDir, 'ratio.txt'))
    expect(name).toBe(`${mtime.toISOString().slice(0, 19).replaceAll(':', '')}Z`)
  })
})
