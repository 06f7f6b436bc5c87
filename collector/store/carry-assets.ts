import { copyFile, link, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readManifest } from './manifest.ts'

const ASSETS = 'site/_assets/'

/**
 * Takes the scripts and styles of the site before into a new one that has others, as after an upgrade: a page that was sent before the switch
 * asks for its own after it, some of them only when somebody opens a table. Resolves with the paths, which the next site does not take over again.
 */
export async function carryAssets(folder: string, previous: string): Promise<string[]> {
  const manifest = await readManifest(previous)
  if (manifest?.schema !== 1) return []
  const old = new Set(manifest.carried)
  const carried: string[] = []
  for (const path of Object.keys(manifest.files)) {
    if (!path.startsWith(ASSETS) || old.has(path) || (await isThere(join(folder, path)))) continue
    if (await take(join(previous, path), join(folder, path))) carried.push(path)
  }
  return carried
}

/** As a link where the file system has them. False where there is nothing to take, which nobody could ask for either. */
async function take(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to).catch(() => copyFile(from, to))
    return true
  } catch {
    return false
  }
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null
}
