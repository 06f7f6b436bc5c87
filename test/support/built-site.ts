import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildSite } from '../../collector/build.ts'
import { summariseData } from '../../collector/data-summary.ts'
import { silentProgress } from '../../collector/progress.ts'
import { ENTRY_FILE } from '../../src/lib/files/history-entry.ts'

const project = join(import.meta.dirname, '../..')
const work = join(project, 'test/.work')
const BUILT_AT = '2026-11-22T06:12:00.000Z'

/** Fills an empty data folder; what it puts into `history/` and `history.json` beside it is the site's history. */
export type FillData = (dataDir: string) => Promise<void>

/**
 * A site built from the data that `fill` writes, once for all test files: it is kept below test/.work under the hash of the
 * sources, and built again when they change.
 */
export async function getBuiltSite(name: string, fill: FillData): Promise<string> {
  await mkdir(work, { recursive: true })
  const prefix = `${name}-`
  const folder = join(work, prefix + (await hashSources()))
  const lock = `${folder}.lock`
  while (!(await tryLock(lock))) await sleep(200)
  try {
    if (await stat(folder).catch(() => null)) return folder
    const temporary = await mkdtemp(join(work, '.making-'))
    await mkdir(join(temporary, 'data'))
    await fill(join(temporary, 'data'))
    const outDir = join(temporary, 'site')
    const options = { configFile: null, builtAt: BUILT_AT, verbose: false, progress: silentProgress }
    const dataDir = join(temporary, 'data')
    const entry = join(temporary, ENTRY_FILE)
    const hasHistory = await stat(entry).catch(() => null)
    const history = hasHistory ? { folder: join(temporary, 'history'), entry } : null
    await buildSite({ ...options, dataDir, summary: await summariseData(dataDir), outDir, history })
    await removeOlder(prefix, lock)
    await rename(outDir, folder)
    await rm(temporary, { recursive: true })
    return folder
  } finally {
    await rm(lock, { recursive: true, force: true })
  }
}

/** A folder can be made by one only; a lock that a killed run left is taken over after a while. */
async function tryLock(lock: string): Promise<boolean> {
  try {
    await mkdir(lock)
    return true
  } catch {
    const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > 110_000) await rm(lock, { recursive: true, force: true })
    return false
  }
}

async function removeOlder(prefix: string, lock: string): Promise<void> {
  const names = (await readdir(work)).filter((name) => name.startsWith(prefix) && !lock.endsWith(name))
  for (const name of names) await rm(join(work, name), { recursive: true, force: true })
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256')
  for (const folder of ['src', 'collector', 'public']) {
    const entries = await readdir(join(project, folder), { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    for (const file of files.toSorted()) hash.update(file).update(await readFile(file))
  }
  for (const file of ['astro.config.mjs', 'tailwind.config.mjs', 'package-lock.json']) {
    hash.update(await readFile(join(project, file)))
  }
  return hash.digest('hex').slice(0, 12)
}
