import { createHash } from 'node:crypto'
import { copyFile, readFile, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { execa } from 'execa'
import pLimit from 'p-limit'
import type { ThinManifest, WholeManifest } from '../../src/lib/files/manifest.ts'
import {
  serialiseThinList,
  THIN_LIST_FILE,
  type ThinFile,
  type ThinList,
} from '../../src/lib/files/thin-list.ts'
import { readManifest, writeManifest } from '../store/manifest.ts'
import { packFile, placeLink } from '../store/packed-file.ts'
import type { BeforeStep } from '../store/releases.ts'
import { COPIES, keptPath, planThinning, readThinList } from './thin-list.ts'

const unzip = promisify(gunzip)

/**
 * Thins a published snapshot in place, or completes what a killed run began. `neighbour` is the folder of a thinned one, to whose equal
 * files it gets links. Whenever the process dies, every page that is kept can be read: new forms are beside the old ones and on the
 * disk before the manifest tells of them, and only then the old ones go. Throws where a file is not as it was published; then all stays.
 */
export async function thinSnapshot(folder: string, neighbour: string | null, before: BeforeStep): Promise<void> {
  const manifest = await readManifest(folder)
  if (manifest === null) throw new Error('its manifest cannot be read')
  const thin = manifest.schema === 1 ? await addThinForms(folder, manifest, neighbour, before) : manifest
  if (thin.thinning === 'done') return
  await removeOldForms(folder, await readThinList(folder, thin), before)
  await before('finish')
  await writeManifest(folder, { ...thin, thinning: 'done' })
}

async function addThinForms(
  folder: string,
  { files, carried: _carried, schema: _schema, ...facts }: WholeManifest,
  neighbour: string | null,
  before: BeforeStep,
): Promise<ThinManifest> {
  const list = await planThinning(folder, files)
  const limit = pLimit(4)
  const beside = (path: string) => (neighbour === null ? null : join(neighbour, path))
  for (const file of list.files.filter(({ kept }) => kept === 'zstd')) {
    await before(`pack ${file.path}`)
    await packFile(await readSound(folder, file), join(folder, file.path), beside(file.path))
  }
  const served = list.files.filter(({ kept }) => kept !== 'zstd')
  await Promise.all(served.map((file) => limit(() => addServedForm(folder, file, beside(keptPath(file)), before))))
  await before('list')
  const text = Buffer.from(serialiseThinList(list))
  await packFile(text, join(folder, THIN_LIST_FILE), beside(THIN_LIST_FILE))
  await before('sync')
  await execa('sync', ['--file-system', folder])
  const thin: ThinManifest = {
    schema: 2,
    ...facts,
    thinning: 'begun',
    listSha256: createHash('sha256').update(text).digest('hex'),
    fileCount: list.files.length,
  }
  await before('commit')
  await writeManifest(folder, thin)
  return thin
}

/** The name that stays is a link to the neighbour's file where that is equal, so that the content is on the disk once. */
async function addServedForm(
  folder: string,
  file: ThinFile,
  neighbours: string | null,
  before: BeforeStep,
): Promise<void> {
  await readSound(folder, file)
  const [own, kept] = [join(folder, publishedPath(file)), join(folder, keptPath(file))]
  const from = neighbours !== null && (await isEqual(own, neighbours)) ? neighbours : own
  if (from === kept) return rm(`${kept}.partial`, { force: true })
  await before(`link ${keptPath(file)}`)
  if (!(await placeLink(from, kept)) && own !== kept) await copyFile(own, kept)
}

async function removeOldForms(folder: string, list: ThinList, before: BeforeStep): Promise<void> {
  for (const { path } of list.leftOut) {
    await before(`leave out ${path}`)
    await rm(join(folder, path), { recursive: true, force: true })
    for (const copy of COPIES) await rm(join(folder, path + copy), { force: true })
  }
  for (const file of list.files) {
    if (file.kept === 'raw') continue
    await before(`remove ${file.path}`)
    await rm(join(folder, file.path), { force: true })
    if (file.kept === 'zstd') continue
    const copies = COPIES.map((copy) => file.path + copy).filter((copy) => copy !== keptPath(file))
    for (const copy of copies) await rm(join(folder, copy), { force: true })
    if (file.kept !== 'page') continue
    // What holds other pages, too, stays.
    await rmdir(dirname(join(folder, file.path))).catch(() => undefined)
  }
}

/** The published file from which the kept form is made. */
function publishedPath({ path, kept }: ThinFile): string {
  return kept === 'gzip' || kept === 'page' ? `${path}.gz` : path
}

/** The content as that file gives it back. Throws where it is not what the manifest says. */
async function readSound(folder: string, file: ThinFile): Promise<Buffer> {
  const path = publishedPath(file)
  const stored = await readFile(join(folder, path))
  const content = path === file.path ? stored : await unzip(stored)
  if (createHash('sha256').update(content).digest('hex') === file.sha256) return content
  throw new Error(`${file.path} is not as it was published; see aether archive verify`)
}

/** Compared byte by byte, so that no file that was damaged meanwhile takes the place of a sound one. */
async function isEqual(own: string, other: string): Promise<boolean> {
  const [ownStat, otherStat] = [await stat(own), await stat(other).catch(() => null)]
  if (otherStat === null || ownStat.size !== otherStat.size) return false
  return ownStat.ino === otherStat.ino || (await readFile(own)).equals(await readFile(other))
}
