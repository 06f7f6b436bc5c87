import { link, mkdir, readdir, readlink, realpath, rename, rm, symlink } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { execa } from 'execa'
import { writeIndex } from './archive-index.ts'
import { makeFolders } from './make-folders.ts'
import { statePaths } from './state.ts'

/** `2026-11-22T061100Z`, as src/lib/time.ts names snapshots. */
const RELEASED = /^\d{4}-\d\d-\d\dT\d{6}Z$/
const PARTIAL = '.partial'
const REPLACED = '.replaced'
const COPY = '.copy'
const LEFTOVER = /^\d{4}-\d\d-\d\dT\d{6}Z\.(partial|replaced|copy)$/

/** Called before each step that changes what is on disk, with its name; tests end the process there. */
export type BeforeStep = (step: string) => void | Promise<void>

/** The names of the published snapshots, ascending. */
export async function listReleases(stateDir: string): Promise<string[]> {
  const names = await readdir(statePaths(stateDir).archive).catch(() => [])
  return names.filter((name) => RELEASED.test(name)).toSorted()
}

/** The name of the snapshot that `current` serves; null where there is none yet. */
export async function readCurrentRelease(stateDir: string): Promise<string | null> {
  const target = await readlink(statePaths(stateDir).current).catch(() => null)
  return target?.match(/^archive\/([^/]+)\/site$/)?.[1] ?? null
}

/** The folder of the archive that `current` leads to, also where people made the link in their own way; null for none. */
export async function readServedFolder(stateDir: string): Promise<string | null> {
  const ours = await readCurrentRelease(stateDir)
  if (ours !== null) return ours
  const { archive, current } = statePaths(stateDir)
  const target = await realpath(current).catch(() => null)
  if (target === null) return null
  return relative(await realpath(archive), target).split(sep)[0] ?? null
}

/** An empty folder for the snapshot's site, data and manifest. Nothing serves it until `publishRelease`. */
export async function beginRelease(stateDir: string, name: string): Promise<string> {
  const folder = join(statePaths(stateDir).archive, name + PARTIAL)
  await rm(folder, { recursive: true, force: true })
  await makeFolders(folder)
  return folder
}

/**
 * Makes the begun snapshot the served one. Whenever the process dies, `current` leads to one whole site: the old or the new.
 * A snapshot of the same name (the same collection, built again) is replaced.
 */
export async function publishRelease(
  stateDir: string,
  name: string,
  before: BeforeStep = noop,
): Promise<void> {
  const { archive } = statePaths(stateDir)
  await before('sync')
  await execa('sync', ['--file-system', archive])
  if ((await listReleases(stateDir)).includes(name)) {
    await before('serve the partial')
    await switchCurrent(stateDir, name + PARTIAL)
    await replaceRelease(stateDir, name, before)
  } else {
    await before('rename')
    await rename(join(archive, name + PARTIAL), join(archive, name))
    await before('switch')
    await switchCurrent(stateDir, name)
  }
  await before('index')
  await writeIndex(stateDir, await listReleases(stateDir), name)
}

/** Removes what a run that was killed left behind. Call it under the lock, before anything else. */
export async function cleanReleases(stateDir: string): Promise<void> {
  const { archive, current } = statePaths(stateDir)
  const serving = await readCurrentRelease(stateDir)
  if (serving?.endsWith(PARTIAL)) await replaceRelease(stateDir, serving.slice(0, -PARTIAL.length), noop)
  await rm(`${current}.next`, { force: true })
  const names = await readdir(archive).catch(() => [])
  const leftovers = names.filter((name) => LEFTOVER.test(name))
  // A killed build's children may take a moment to notice, and until then write into the folder.
  const patiently = { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }
  for (const name of leftovers) await rm(join(archive, name), patiently)
  if (names.length > 0)
    await writeIndex(stateDir, await listReleases(stateDir), await readCurrentRelease(stateDir))
}

/**
 * While `current` serves `<name>.partial`, which is whole, puts it in the place of the older `<name>`. A folder that is
 * served cannot be moved without a gap, so the new one is made of hard links. Every step can be repeated.
 */
async function replaceRelease(stateDir: string, name: string, before: BeforeStep): Promise<void> {
  const folder = join(statePaths(stateDir).archive, name)
  await before('copy the partial')
  await rm(folder + COPY, { recursive: true, force: true })
  await linkTree(folder + PARTIAL, folder + COPY)
  await before('move the old one away')
  await rm(folder + REPLACED, { recursive: true, force: true })
  await rename(folder, folder + REPLACED).catch(ignoreMissing)
  await before('rename the copy')
  await rename(folder + COPY, folder)
  await before('switch')
  await switchCurrent(stateDir, name)
  await before('remove the old one')
  await rm(folder + REPLACED, { recursive: true, force: true })
  await rm(folder + PARTIAL, { recursive: true, force: true })
}

/** Renaming a link over another is atomic: nginx sees the old target or the new one. */
async function switchCurrent(stateDir: string, folder: string): Promise<void> {
  const { current } = statePaths(stateDir)
  await rm(`${current}.next`, { force: true })
  await symlink(`archive/${folder}/site`, `${current}.next`)
  await rename(`${current}.next`, current)
}

async function linkTree(from: string, to: string): Promise<void> {
  await mkdir(to)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    await (entry.isDirectory() ? linkTree(source, target) : link(source, target))
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}

function noop(): void {}
