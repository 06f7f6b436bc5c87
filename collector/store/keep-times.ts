import { stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import pLimit from 'p-limit'
import type { FileFigures } from '../../src/lib/files/manifest.ts'
import { readManifest } from './manifest.ts'

/**
 * Gives each file of a new site that is equal in the snapshot before that one's time of change. nginx makes its ETag of time and size, so what a
 * browser keeps stays good. `previous` is the folder of that snapshot; what cannot be found there keeps its own time.
 */
export async function keepTimes(
  folder: string,
  files: Record<string, FileFigures>,
  previous: string,
): Promise<void> {
  const manifest = await readManifest(previous)
  if (manifest?.schema !== 1) return
  const limit = pLimit(4)
  const equal = Object.entries(files).filter(
    ([path, { sha256 }]) => path.startsWith('site/') && manifest.files[path]?.sha256 === sha256,
  )
  await Promise.all(equal.map(([path]) => limit(() => keepTime(join(folder, path), join(previous, path)))))
}

async function keepTime(path: string, earlier: string): Promise<void> {
  const found = await stat(earlier).catch(() => null)
  if (found !== null) await utimes(path, found.atime, found.mtime)
}
