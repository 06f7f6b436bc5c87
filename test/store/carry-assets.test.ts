import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { verifySnapshot } from '../../collector/archive/verify.ts'
import { readManifest } from '../../collector/store/manifest.ts'
import { statePaths, type StatePaths } from '../../collector/store/state.ts'
import { refreshMadeSite } from '../support/made-refresh.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

let state: StatePaths

/** A version of the site whose script has its own name, and an asset that every version has. */
function publish(hour: number, version: string): Promise<void> {
  return refreshMadeSite(state, `2026-11-22T0${hour}:00:00Z`, {
    'index.html': `<script src="./_assets/page.${version}.js"></script>`,
    'rows/gone.json': '[]',
    [`_assets/page.${version}.js`]: `/* ${version} */`.repeat(500),
    '_assets/same.css': 'a{}',
  })
}

function listAssets(): Promise<string[]> {
  return readdir(join(state.current, '_assets'))
}

const forms = (version: string) => ['', '.br', '.gz'].map((form) => `page.${version}.js${form}`)

beforeAll(async () => {
  state = statePaths(await makeTemporaryFolder('carried'))
  await publish(1, 'a')
})

test('the scripts of the site before stay for one more snapshot, and its pages do not', async () => {
  await publish(2, 'b')
  expect((await listAssets()).toSorted()).toEqual([...forms('a'), ...forms('b'), 'same.css'].toSorted())
  expect(await readFile(join(state.current, '_assets/page.a.js'), 'utf8')).toContain('/* a */')
  const manifest = await readManifest(join(state.archive, '2026-11-22T020000Z'))
  expect(manifest).toMatchObject({ carried: forms('a').map((name) => `site/_assets/${name}`) })

  await publish(3, 'c')
  expect((await listAssets()).toSorted()).toEqual([...forms('b'), ...forms('c'), 'same.css'].toSorted())
})

test('a script that was carried and is used again is one of the site like any other', async () => {
  await publish(4, 'b')
  expect((await listAssets()).toSorted()).toEqual([...forms('b'), ...forms('c'), 'same.css'].toSorted())
  await publish(5, 'd')
  expect((await listAssets()).toSorted()).toEqual([...forms('b'), ...forms('d'), 'same.css'].toSorted())
})

test('what is missing in the site before keeps no refresh from its end, and what is archived is sound', async () => {
  await rm(join(state.current, '_assets/page.d.js'))
  await publish(6, 'e')
  expect((await listAssets()).toSorted()).toEqual(
    [...forms('d').filter((name) => name !== 'page.d.js'), ...forms('e'), 'same.css'].toSorted(),
  )
  for (const name of ['2026-11-22T020000Z', '2026-11-22T060000Z']) {
    expect(await verifySnapshot(state.archive, name)).toMatchObject({
      changed: [],
      missing: [],
      extra: [],
    })
  }
})
