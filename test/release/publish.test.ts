import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  beginRelease,
  cleanReleases,
  listReleases,
  publishRelease,
  readCurrentRelease,
} from '../../collector/store/releases.ts'

const FIRST = '2026-11-22T041100Z'
const SECOND = '2026-11-22T061100Z'

let state: string

beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'aether-release-'))
})

afterEach(() => rm(state, { recursive: true }))

/** A site of two files that must always be seen together. */
async function prepare(name: string, text: string): Promise<void> {
  const folder = await beginRelease(state, name)
  await mkdir(join(folder, 'site/hosts'), { recursive: true })
  await writeFile(join(folder, 'site/index.html'), text)
  await writeFile(join(folder, 'site/hosts/index.html'), text)
}

async function servedTexts(): Promise<string[]> {
  return Promise.all(
    ['index.html', 'hosts/index.html'].map((file) => readFile(join(state, 'current', file), 'utf8')),
  )
}

async function readIndex(): Promise<unknown> {
  return JSON.parse(await readFile(join(state, 'archive/index.json'), 'utf8'))
}

/** Runs the publication in a process of its own up to the step; returns the steps that were announced. */
async function publishAndDie(name: string, deadlyStep: string): Promise<string[]> {
  const script = join(import.meta.dirname, 'publish-and-die.ts')
  const { stdout } = await execa(process.execPath, [script, state, name, deadlyStep], { reject: false })
  return stdout.split('\n')
}

describe('publishing', () => {
  test('switches to the new snapshot and keeps the old one', async () => {
    await prepare(FIRST, 'first')
    await publishRelease(state, FIRST)
    await prepare(SECOND, 'second')
    expect(await servedTexts()).toEqual(['first', 'first'])
    await publishRelease(state, SECOND)
    expect(await servedTexts()).toEqual(['second', 'second'])
    expect(await readCurrentRelease(state)).toBe(SECOND)
    expect(await readFile(join(state, 'archive', FIRST, 'site/index.html'), 'utf8')).toBe('first')
    expect(await readIndex()).toMatchObject({ schema: 2, snapshots: [FIRST, SECOND] })
  })

  test('replaces a snapshot that is built again, and leaves nothing beside it', async () => {
    await prepare(FIRST, 'built once')
    await publishRelease(state, FIRST)
    await prepare(FIRST, 'built twice')
    await publishRelease(state, FIRST)
    expect(await servedTexts()).toEqual(['built twice', 'built twice'])
    expect((await readdir(join(state, 'archive'))).toSorted()).toEqual([FIRST, 'index.json'])
  })

  test('lists published snapshots only', async () => {
    await prepare(FIRST, 'first')
    await publishRelease(state, FIRST)
    await prepare(SECOND, 'unfinished')
    await mkdir(join(state, 'archive/notes'))
    expect(await listReleases(state)).toEqual([FIRST])
  })
})

const ordinarySteps = ['sync', 'rename', 'switch', 'index']
const replacingSteps = [
  'sync',
  'serve the partial',
  'copy the partial',
  'move the old one away',
  'rename the copy',
  'switch',
  'remove the old one',
  'index',
]

describe.each([
  { kind: 'a new snapshot', name: SECOND, steps: ordinarySteps },
  { kind: 'the same snapshot again', name: FIRST, steps: replacingSteps },
])('killed while publishing $kind', ({ name, steps }) => {
  test('the steps that are tested are all there are', async () => {
    await prepare(FIRST, 'old')
    await publishRelease(state, FIRST)
    await prepare(name, 'new')
    expect(await publishAndDie(name, 'none')).toEqual(steps)
  })

  test.each(steps)(
    'before "%s": a whole site is served, and the next run cleans up and succeeds',
    async (step) => {
      await prepare(FIRST, 'old')
      await publishRelease(state, FIRST)
      await prepare(name, 'new')

      expect((await publishAndDie(name, step)).at(-1)).toBe(step)
      const served = await servedTexts()
      expect([
        ['old', 'old'],
        ['new', 'new'],
      ]).toContainEqual(served)

      await cleanReleases(state)
      expect(await servedTexts()).toEqual(served)
      const names = (await readdir(join(state, 'archive'))).toSorted()
      expect(names).toEqual([...(await listReleases(state)), 'index.json'])
      expect(names).toContain(FIRST)

      await prepare(name, 'newer')
      await publishRelease(state, name)
      expect(await servedTexts()).toEqual(['newer', 'newer'])
      expect(await readIndex()).toMatchObject({ schema: 2, snapshots: [...new Set([FIRST, name])] })
    },
  )
})
