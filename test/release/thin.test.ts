import { createHash } from 'node:crypto'
import { cp, readFile, readlink, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, zstdDecompressSync } from 'node:zlib'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { restoreData } from '../../collector/archive/restore.ts'
import { thinArchive } from '../../collector/archive/thin.ts'
import { isSound, verifySnapshot } from '../../collector/archive/verify.ts'
import { startServer } from '../../collector/serve.ts'
import { readManifest } from '../../collector/store/manifest.ts'
import { statePaths } from '../../collector/store/state.ts'
import { isLeftOut } from '../../src/lib/archive-left-out.ts'
import { parseThinList } from '../../src/lib/files/thin-list.ts'
import { startNginx } from '../support/nginx.ts'
import { ask } from '../support/request.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'
import { hashFiles, publishThinnable, thinnableFiles } from '../support/thin-archive.ts'

const NAMES = ['2026-11-20T000000Z', '2026-11-21T000000Z', '2026-11-22T000000Z']
const [FIRST = '', SECOND = '', NEWEST = ''] = NAMES

let published: string

beforeAll(async () => {
  published = await makeTemporaryFolder('thin')
  for (const name of NAMES) await publishThinnable(published, name)
})

/** A copy of the published archive, at a path that stays for a server. */
async function copyState(to?: string): Promise<string> {
  const state = to ?? (await makeTemporaryFolder('thin'))
  await rm(join(state, 'archive'), { recursive: true, force: true })
  await cp(join(published, 'archive'), join(state, 'archive'), { recursive: true, preserveTimestamps: true })
  await rm(join(state, 'current'), { force: true })
  await symlink(await readlink(join(published, 'current')), join(state, 'current'))
  return state
}

function thin(state: string, most = Infinity) {
  return thinArchive(statePaths(state), most)
}

async function isThin(state: string, name: string): Promise<boolean> {
  const manifest = await readManifest(join(state, 'archive', name))
  return manifest?.schema === 2 && manifest.thinning === 'done'
}

async function expectSound(state: string): Promise<void> {
  for (const name of NAMES) {
    const found = await verifySnapshot(join(state, 'archive'), name)
    expect(found && isSound(found), JSON.stringify(found)).toBe(true)
  }
}

describe('thinning', () => {
  test('keeps pages compressed and without folders, leaves out what its data give back, and packs the data', async () => {
    const state = await copyState()
    expect(await thin(state)).toEqual({ thinned: [FIRST, SECOND], failed: [] })
    expect(Object.keys(await hashFiles(join(state, 'archive', FIRST)))).toEqual([
      'data/aio.csv.zst',
      'data/new.json.zst',
      'data/ratio.txt.zst',
      'files.json.zst',
      'history.json',
      'manifest.json',
      'site/404.html.gz',
      'site/_assets/site.abc123.css.gz',
      'site/api/v1/summary.json.gz',
      'site/favicon.svg',
      'site/hosts.page.html.gz',
      'site/hosts/other.page.html.gz',
      'site/hosts/same.page.html.gz',
      'site/index.html.gz',
      'site/rows/instances.json.gz',
    ])
    expect(await isThin(state, NEWEST)).toBe(false)
    expect(await hashFiles(join(state, 'archive', NEWEST))).toEqual(
      await hashFiles(join(published, 'archive', NEWEST)),
    )
    await expectSound(state)
  })

  test('has what is equal to the snapshot before once on the disk, and survives its going', async () => {
    const state = await copyState()
    await thin(state)
    const links = async (path: string) => (await stat(join(state, 'archive', SECOND, path))).nlink
    expect(await links('site/hosts/same.page.html.gz')).toBe(2)
    expect(await links('site/favicon.svg')).toBe(2)
    expect(await links('data/aio.csv.base.zst')).toBe(2)
    expect(await links('data/ratio.txt.zst')).toBe(2)
    expect(await links('site/hosts/other.page.html.gz')).toBe(1)
    await rm(join(state, 'archive', FIRST), { recursive: true })
    const to = join(state, 'restored')
    await restoreData(join(state, 'archive', SECOND), to)
    expect(await readFile(join(to, 'aio.csv'), 'utf8')).toBe(thinnableFiles(SECOND)['data/aio.csv'])
  })

  test('says what it left out, so that a site built again can be held against it', async () => {
    const state = await copyState()
    await thin(state)
    const list = zstdDecompressSync(await readFile(join(state, 'archive', FIRST, 'files.json.zst')))
    const { leftOut } = parseThinList(list.toString()).value
    expect(leftOut.map(({ path }) => path)).toEqual([
      'site/pagefind/',
      'site/exports/',
      'site/data/',
      'site/api/v1/instances.json',
    ])
    const hash = (text: string) => createHash('sha256').update(text).digest('hex')
    const search = thinnableFiles(FIRST)['site/pagefind/pagefind.js'] ?? ''
    expect(leftOut[0]).toMatchObject({
      files: 1,
      sha256: hash(`${hash(search)}  site/pagefind/pagefind.js\n`),
    })
  })

  test('does a few at a time, oldest first, and nothing twice', async () => {
    const state = await copyState()
    expect(await thin(state, 1)).toEqual({ thinned: [FIRST], failed: [] })
    const before = await hashFiles(state)
    expect(await thin(state, 1)).toEqual({ thinned: [SECOND], failed: [] })
    expect(await thin(state, 1)).toEqual({ thinned: [], failed: [] })
    const after = await hashFiles(state)
    for (const path of Object.keys(before).filter((file) => file.includes(FIRST))) {
      expect(after[path], path).toBe(before[path])
    }
  })

  test('leaves alone what is served, also by a link of people, and what cannot be read', async () => {
    const state = await copyState()
    await rm(join(state, 'current'))
    await symlink(join(state, 'archive', FIRST, 'site'), join(state, 'current'))
    await writeFile(join(state, 'archive', SECOND, 'manifest.json'), '{"schema":9}')
    expect(await thin(state)).toEqual({ thinned: [], failed: [] })
  })

  test('leaves whole what is not as it was published, says so, and thins the others', async () => {
    const state = await copyState()
    const file = join(state, 'archive', FIRST, 'site/hosts/other/index.html.gz')
    await writeFile(file, await readFile(join(state, 'archive', SECOND, 'site/hosts/other/index.html.gz')))
    const { thinned, failed } = await thin(state)
    expect(thinned).toEqual([SECOND])
    expect(failed).toMatchObject([
      {
        name: FIRST,
        reason: expect.stringContaining('site/hosts/other/index.html is not as it was') as string,
      },
    ])
    expect(await isThin(state, FIRST)).toBe(false)
    expect(gunzipSync(await readFile(file)).toString()).toContain(SECOND)
  })

  test('takes no damaged file of the neighbour in the place of a sound one', async () => {
    const state = await copyState()
    await thin(state, 1)
    const neighbours = join(state, 'archive', FIRST, 'site/hosts/same.page.html.gz')
    await rename(neighbours, `${neighbours}.old`)
    await writeFile(neighbours, Buffer.alloc((await stat(`${neighbours}.old`)).size))
    await rm(`${neighbours}.old`)
    await thin(state)
    const found = await verifySnapshot(join(state, 'archive'), SECOND)
    expect(found && isSound(found)).toBe(true)
  })
})

describe('killed while thinning', () => {
  let state: string
  let stop: (() => Promise<void>)[]
  let origins: { url: string; authorization: string }[]
  let expected: Map<string, string>

  beforeAll(async () => {
    state = await copyState()
    const nginx = await startNginx(state)
    const server = await startServer({
      siteDir: join(state, 'current'),
      archiveDir: join(state, 'archive'),
      host: '127.0.0.1',
      port: 0,
      orNextPort: false,
    })
    stop = [() => nginx.stop(), () => server.close()]
    origins = [
      { url: nginx.origin, authorization: nginx.authorization },
      { url: server.url, authorization: '' },
    ]
    expected = new Map(
      NAMES.flatMap((name) =>
        Object.entries(thinnableFiles(name))
          .filter(([path]) => path.startsWith('site/') && !isLeftOut(path.slice(5)))
          .map(([path, text]) => [`/archive/${name}/${path.slice(5).replace(/index\.html$/, '')}`, text]),
      ),
    )
    expected.set('/', thinnableFiles(NEWEST)['site/index.html'] ?? '')
  })

  afterAll(async () => {
    for (const end of stop) await end()
  })

  async function thinAndDie(deadlyStep: string): Promise<string[]> {
    const script = join(import.meta.dirname, 'thin-and-die.ts')
    const { stdout } = await execa(process.execPath, [script, state, deadlyStep], { reject: false })
    return stdout.split('\n')
  }

  /** Each page of each snapshot, by nginx and by aether serve, to clients with gzip and without. */
  async function expectServed(): Promise<void> {
    const asked = origins.flatMap((origin) =>
      [...expected].map(([path, text]) => ({ ...origin, path, text })),
    )
    await Promise.all(
      asked.map(async ({ url, authorization, path, text }) => {
        const plain = await ask(url, path, { headers: { authorization } })
        expect([path, plain.status, plain.body.toString()]).toEqual([path, 200, text])
        const packed = await ask(url, path, { headers: { authorization, 'accept-encoding': 'gzip' } })
        const body = packed.headers['content-encoding'] === 'gzip' ? gunzipSync(packed.body) : packed.body
        expect([path, packed.status, body.toString()]).toEqual([path, 200, text])
      }),
    )
  }

  test('before every step: each page is there as it was published, and the next run completes the work', async () => {
    await copyState(state)
    const steps = await thinAndDie('none')
    expect(new Set(steps.map((step) => step.split(' ')[1]))).toEqual(
      new Set(['pack', 'link', 'list', 'sync', 'commit', 'leave', 'remove', 'finish']),
    )
    const whole = await hashFiles(state)
    for (const step of steps) {
      await copyState(state)
      expect((await thinAndDie(step)).at(-1)).toBe(step)
      await expectServed()
      await expectSound(state)
      await thin(state)
      expect(await hashFiles(state), step).toEqual(whole)
    }
    await expectServed()
  }, 240_000)
})
