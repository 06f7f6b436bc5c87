import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** What snapshots take on the disk, in bytes. */
export interface DiskUse {
  /** Free again when they go. */
  own: number
  /** Of files that have another name elsewhere, too; they stay as long as any of their names does. */
  shared: number
}

export function measureFolder(folder: string): Promise<DiskUse> {
  return measureFolders([folder])
}

/** Several together. Whole blocks, as `du` counts (stat(2): blocks of 512 bytes); a file with several names among them counts once. */
export async function measureFolders(folders: readonly string[]): Promise<DiskUse> {
  const files = new Map<number, CountedFile>()
  const use: DiskUse = { own: 0, shared: 0 }
  for (const folder of folders) use.own += await countFolder(folder, files)
  for (const { bytes, links, names } of files.values()) use[names === links ? 'own' : 'shared'] += bytes
  return use
}

interface CountedFile {
  bytes: number
  /** How many names it has on the disk. */
  links: number
  /** How many of them were met. */
  names: number
}

/** Adds the files below a folder; resolves with the bytes of the folders themselves. */
async function countFolder(folder: string, files: Map<number, CountedFile>): Promise<number> {
  let bytes = (await lstat(folder)).blocks * 512
  const entries = await readdir(folder, { withFileTypes: true })
  const others = entries.filter((entry) => !entry.isDirectory())
  const stats = await Promise.all(others.map(({ name }) => lstat(join(folder, name))))
  for (const { ino, blocks, nlink } of stats) {
    const names = (files.get(ino)?.names ?? 0) + 1
    files.set(ino, { bytes: blocks * 512, links: nlink, names })
  }
  for (const entry of entries) {
    if (entry.isDirectory()) bytes += await countFolder(join(folder, entry.name), files)
  }
  return bytes
}
