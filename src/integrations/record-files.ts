import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SearchRecord } from '../lib/search-records.ts'

/** What is to be indexed, a file for each part of the index, on its way from one program to the other. */
export async function writeRecordFiles(parts: readonly SearchRecord[][], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [index, part] of parts.entries())
    await writeFile(join(folder, `${index}.json`), JSON.stringify(part))
}

export async function listRecordFiles(folder: string): Promise<(() => Promise<SearchRecord[]>)[]> {
  const { length } = await readdir(folder)
  return Array.from({ length }, (_, index) => async () => {
    return JSON.parse(await readFile(join(folder, `${index}.json`), 'utf8')) as SearchRecord[]
  })
}
