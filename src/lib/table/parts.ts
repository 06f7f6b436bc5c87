import { hashText } from '../text-hash.ts'

/**
 * How rows that belong to others are spread over files, so that opening the details of one row fetches little, and a row that changes
 * costs the archive one small file: at 10,000 instances most are below the 4 kB of a block. More files than these cost each build more
 * than they save on the disk.
 */

const OWNERS_PER_PART = 80
/** Few of them have any, and those few lines. */
const TIMELINES_PER_PART = 320
const MOST_PARTS = 1024

/** A power of two, so that owners which come and go leave the others where they are. */
export function countParts(owners: number): number {
  return countFiles(owners / OWNERS_PER_PART)
}

export function countTimelineParts(owners: number): number {
  return countFiles(owners / TIMELINES_PER_PART)
}

function countFiles(least: number): number {
  const wanted = Math.max(1, Math.ceil(least))
  return Math.min(MOST_PARTS, 2 ** Math.ceil(Math.log2(wanted)))
}

/** The part that holds an owner's rows: by a hash of its id, so that any id has one, however it looks. */
export function partOf(id: string, parts: number): number {
  return hashText(id) % parts
}
