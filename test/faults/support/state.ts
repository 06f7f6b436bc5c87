import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect } from 'vitest'

import { readManifest } from '../../../collector/store/manifest.ts'
import { listReleases, readCurrentRelease } from '../../../collector/store/releases.ts'
import { parseMeta } from '../../../src/lib/files/meta.ts'
import type { Meta } from '../../../src/lib/model.ts'
import { loadSnapshot } from '../../../src/lib/snapshot.ts'
import type { Rig } from './rig.ts'

/** Every file below a folder with a hash of its content. */
export async function hashTree(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const hashes = files
    .toSorted()
    .map(async (path) => [path.slice(folder.length + 1), await hashFile(path)] as const)
  return Object.fromEntries(await Promise.all(hashes))
}

async function hashFile(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
}

export async function readMeta({ data }: Rig): Promise<Meta> {
  return parseMeta(await readFile(join(data, 'meta.json'), 'utf8')).value
}

/** The data is one whole collection: every file of its list is there as it was written, and can be read without a complaint. */
export async function expectWholeData(rig: Rig): Promise<void> {
  const { files } = await readMeta(rig)
  const hashes = await hashTree(rig.data)
  const listed = Object.entries(files).map(([name, { sha256 }]) => [name, sha256])
  expect(hashes).toMatchObject(Object.fromEntries(listed))
  const { problems, instances } = await loadSnapshot(rig.data)
  expect(problems).toEqual([])
  expect(instances.length).toBeGreaterThan(0)
}

/** Neither the data folder nor the state nor the folder for temporary files holds anything but results. */
export async function expectNoRemains({ data, state, temporary }: Rig): Promise<void> {
  expect((await readdir(data)).filter((name) => name.startsWith('.'))).toEqual([])
  const expected = ['aether.yaml', 'archive', 'current', 'data', 'history']
  expect((await readdir(state)).toSorted()).toEqual(expected)
  const history = await readdir(join(state, 'history'))
  expect(history.filter((name) => !/^(\d{4}-\d\d|baseline\.json\.zst)$/.test(name))).toEqual([])
  const releases = await listReleases(state)
  expect((await readdir(join(state, 'archive'))).toSorted()).toEqual([...releases, 'index.json'])
  // Node's cache of compiled modules, which Astro switches on, is meant to stay.
  expect((await readdir(temporary)).filter((name) => name !== 'node-compile-cache')).toEqual([])
  const index: unknown = JSON.parse(await readFile(join(state, 'archive/index.json'), 'utf8'))
  expect(index).toMatchObject({ schema: 2, snapshots: releases })
}

/** What is served is the collection that the data folder holds. */
export async function expectPublished(rig: Rig): Promise<void> {
  const { collectedAt } = await readMeta(rig)
  const name = await readCurrentRelease(rig.state)
  const manifest = await readManifest(join(rig.state, 'archive', name ?? 'none'))
  expect(manifest?.collectedAt).toBe(collectedAt)
}
