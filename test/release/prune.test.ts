import { readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { beforeEach, describe, expect, test } from 'vitest'
import { pruneArchive } from '../../collector/archive/prune.ts'
import { verifySnapshot } from '../../collector/archive/verify.ts'
import { cleanReleases, listReleases } from '../../collector/store/releases.ts'
import { removeReleases } from '../../collector/store/removal.ts'
import { loadSettings } from '../../collector/settings.ts'
import { publishSnapshot } from '../support/archive.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

const NAMES = ['2026-11-20T000000Z', '2026-11-21T000000Z', '2026-11-21T060000Z', '2026-11-22T000000Z']
const [FIRST = '', SECOND = '', THIRD = '', NEWEST = ''] = NAMES
const NOW = new Date('2026-11-22T06:00:00Z')

let state: string

beforeEach(async () => {
  state = await makeTemporaryFolder('prune')
  for (const name of NAMES) await publishSnapshot(state, name)
})

async function readIndex(): Promise<unknown> {
  return JSON.parse(await readFile(join(state, 'archive/index.json'), 'utf8'))
}

async function expectWhole(names: string[]): Promise<void> {
  for (const name of names) {
    expect(await verifySnapshot(join(state, 'archive'), name)).toMatchObject({
      files: 3,
      changed: [],
      missing: [],
      extra: [],
      unreadable: null,
    })
  }
}

async function expectArchive(names: string[]): Promise<void> {
  expect((await readdir(join(state, 'archive'))).toSorted()).toEqual([...names, 'index.json'])
  expect(await readIndex()).toMatchObject({ schema: 2, snapshots: names })
  await expectWhole(names)
}

describe('removing', () => {
  const steps = [
    'index',
    `rename ${FIRST}`,
    `rename ${SECOND}`,
    `remove ${FIRST}.pruned`,
    `remove ${SECOND}.pruned`,
  ]

  async function removeAndDie(deadlyStep: string): Promise<string[]> {
    const script = join(import.meta.dirname, 'prune-and-die.ts')
    const args = [script, state, `${FIRST},${SECOND}`, deadlyStep]
    const { stdout } = await execa(process.execPath, args, { reject: false })
    return stdout.split('\n')
  }

  test('the steps that are tested are all there are', async () => {
    expect(await removeAndDie('none')).toEqual(steps)
    await expectArchive([THIRD, NEWEST])
  })

  test.each(steps)(
    'killed before "%s": only whole snapshots, and the next run clears the rest',
    async (step) => {
      expect((await removeAndDie(step)).at(-1)).toBe(step)
      const left = await listReleases(state)
      expect(left).toEqual(expect.arrayContaining([THIRD, NEWEST]))
      await expectWhole(left)
      expect(await readFile(join(state, 'current/index.html'), 'utf8')).toContain(NEWEST)
      // What the index names is there.
      const { snapshots } = (await readIndex()) as { snapshots: string[] }
      expect(snapshots.filter((name) => !left.includes(name))).toEqual([])

      await cleanReleases(state)
      await removeReleases(
        state,
        left.filter((name) => [FIRST, SECOND].includes(name)),
      )
      await expectArchive([THIRD, NEWEST])
    },
  )

  test('clears the remains of a removal that was killed half-way through a folder', async () => {
    const archive = join(state, 'archive')
    await rename(join(archive, FIRST), join(archive, `${FIRST}.pruned`))
    await rm(join(archive, `${FIRST}.pruned/manifest.json`))
    await removeReleases(state, [SECOND])
    await expectArchive([THIRD, NEWEST])
  })

  test('names what could not be removed, and removes the others', async () => {
    // A file that is in the way of the rename.
    await writeFile(join(state, 'archive', `${FIRST}.pruned`), '')
    const blocked = join(state, 'archive', FIRST)
    const { removed, failed } = await removeReleases(state, [FIRST, SECOND], async (step) => {
      if (step === `rename ${FIRST}`) await writeFile(`${blocked}.pruned`, '')
    })
    expect(removed).toEqual([SECOND])
    expect(failed).toMatchObject([{ name: FIRST, reason: expect.stringContaining('ENOTDIR') as string }])
    expect(await readIndex()).toMatchObject({ schema: 2, snapshots: [FIRST, THIRD, NEWEST] })
    await expectWhole([FIRST, THIRD, NEWEST])
  })
})

describe('the pruning of a refresh', () => {
  async function prune(archive: object, now = NOW) {
    const { config, ...settings } = await loadSettings(undefined, state)
    const policy = { keepAllDays: 0, keepDaily: 0, keepWeekly: 0, keepMonthly: 0, ...archive }
    return pruneArchive({ ...settings, config: { ...config, archive: policy } }, now)
  }

  test('removes what the policy does not keep', async () => {
    expect(await prune({ keepDaily: 2 })).toEqual({ removed: [FIRST, SECOND], failed: [] })
    await expectArchive([THIRD, NEWEST])
  })

  test('removes nothing with the defaults', async () => {
    const { config, ...settings } = await loadSettings(undefined, state)
    expect((await pruneArchive({ config, ...settings }, NOW)).removed).toEqual([])
    await expectArchive(NAMES)
  })

  test('keeps the newest and the served one, whatever the policy says and whoever made the link', async () => {
    await rm(join(state, 'current'))
    await symlink(join(state, 'archive', SECOND, 'site', '/'), join(state, 'current'))
    await prune({})
    await expectArchive([SECOND, NEWEST])
  })

  test('keeps what is dated later than now', async () => {
    await prune({ keepDaily: 1 }, new Date('2026-11-20T12:00:00Z'))
    await expectArchive(NAMES)
  })

  test('keeps what cannot be read, and keeps the readable one of its day in its place', async () => {
    await writeFile(join(state, 'archive', THIRD, 'manifest.json'), '{"schema": 1, "name"')
    expect((await prune({ keepDaily: 2 })).removed).toEqual([FIRST])
    expect(await listReleases(state)).toEqual([SECOND, THIRD, NEWEST])
  })

  test('keeps what a newer version published', async () => {
    await writeFile(join(state, 'archive', FIRST, 'manifest.json'), '{"schema": 2}')
    expect((await prune({})).removed).toEqual([SECOND, THIRD])
  })
})
