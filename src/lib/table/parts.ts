import { hashText } from '../text-hash.ts'

/** How rows that belong to others are spread over files, so that opening the details of one row fetches little. */

/** About as many owners in a file: some 20 kB on the wire. */
const OWNERS_PER_PART = 400

export function countParts(owners: number): number {
  return Math.max(1, Math.ceil(owners / OWNERS_PER_PART))
}

/** The part that holds an owner's rows: by a hash of its id, so that any id has one, however it looks. */
export function partOf(id: string, parts: number): number {
  return hashText(id) % parts
}
