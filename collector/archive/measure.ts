import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** What a snapshot takes on the disk, in bytes. */
export interface DiskUse {
  /** Free again when it goes. */
  own: number
  /** Of files that have another name, too; they stay as long as any of their names does. */
  shared: number
}

/** Whole blocks, as `du` counts (stat(2): blocks of 512 bytes); a file with several names in one snapshot counts once. */
export async function measureFolder(folder: string): Promise<DiskUse> {
  const use: DiskUse = { own: 0, shared: 0 }
  const seen = new Set<number>()
  await addFolder(folder, use, seen)
  return use
}

async function addFolder(folder: string, use: DiskUse, seen: Set<number>): Promise<void> {
  use.own += (await lstat(folder)).blocks * 512
  const entries = await readdir(folder, { withFileTypes: true })
  const files = entries.filter((entry) => !entry.isDirectory())
  const stats = await Promise.all(files.map(({ name }) => lstat(join(folder, name))))
  for (const { ino, blocks, nlink } of stats) {
    if (nlink > 1 && seen.has(ino)) continue
    seen.add(ino)
    use[nlink > 1 ? 'shared' : 'own'] += blocks * 512
  }
  for (const entry of entries) if (entry.isDirectory()) await addFolder(join(folder, entry.name), use, seen)
}
