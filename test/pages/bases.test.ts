import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { deriveCloud } from '../../src/lib/cloud.ts'
import type { Site } from '../../src/pages/_site.ts'
import { siteSplit, SPLIT_TABLES } from '../../src/pages/_bases.ts'
import { aConfig, anInstance, aSnapshot, aVolume } from '../support/samples.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

const ROWS = 1200

/** A site whose first instances and volumes have names that no earlier one had. */
function makeSite(renamed: { instances: number; volumes: number }, previousSite: string | null): Site {
  const nameOf = (index: number, count: number) => `${index < count ? `new-${count}` : 'old'}-${index}`
  const rows = Array.from({ length: ROWS }, (_, index) => index)
  const instances = rows.map((index) =>
    anInstance({ id: `i-${index}`, name: nameOf(index, renamed.instances) }),
  )
  const volumes = rows.map((index) => aVolume({ id: `v-${index}`, name: nameOf(index, renamed.volumes) }))
  const config = aConfig()
  const cloud = deriveCloud(aSnapshot({ instances, volumes }), config)
  const history = { recent: [], daily: [], changes: [], problems: [] }
  return { cloud, config, history, name: 'X', builtAt: '', archived: true, version: '0', previousSite }
}

async function splitAll(site: Site) {
  // In any order.
  const splits = await Promise.all(
    SPLIT_TABLES.toReversed().map(async (name) => [name, await siteSplit(site, name)] as const),
  )
  return Object.fromEntries(splits)
}

async function publish(site: Site): Promise<string> {
  const folder = await makeTemporaryFolder('bases')
  for (const split of Object.values(await splitAll(site))) {
    if (!split) throw new Error('a table is one file')
    const path = join(folder, split.table.base.src)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, JSON.stringify(split.base))
  }
  return folder
}

async function listNew(site: Site): Promise<string[]> {
  return Object.entries(await splitAll(site)).flatMap(([name, split]) => (split?.isNew ? [name] : []))
}

test('a site takes the bases of the one before while they fit, and makes one anew at a time', async () => {
  const before = await publish(makeSite({ instances: 0, volumes: 0 }, null))
  expect(await listNew(makeSite({ instances: 0, volumes: 0 }, null))).toEqual(['volumes', 'instances'])
  expect(await listNew(makeSite({ instances: 50, volumes: 50 }, before))).toEqual([])
  expect(await listNew(makeSite({ instances: 90, volumes: 50 }, before))).toEqual(['instances'])
  expect(await listNew(makeSite({ instances: 50, volumes: 90 }, before))).toEqual(['volumes'])
  expect(await listNew(makeSite({ instances: 90, volumes: 90 }, before))).toEqual(['instances'])
  expect(await listNew(makeSite({ instances: 90, volumes: 200 }, before))).toEqual(['volumes', 'instances'])
})

test('a base that cannot be read is made anew', async () => {
  const before = await publish(makeSite({ instances: 0, volumes: 0 }, null))
  const site = makeSite({ instances: 0, volumes: 0 }, before)
  const { instances } = await splitAll(site)
  await writeFile(join(before, instances?.table.base.src ?? ''), '{"schema":1,')
  expect(await listNew(makeSite({ instances: 0, volumes: 0 }, before))).toEqual(['instances'])
})
