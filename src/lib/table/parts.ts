/** How rows that belong to others are spread over files, so that opening the details of one row fetches little. */

/** About as many owners in a file: some 20 kB on the wire. */
const OWNERS_PER_PART = 400

export function countParts(owners: number): number {
  return Math.max(1, Math.ceil(owners / OWNERS_PER_PART))
}

/** The part that holds an owner's rows: FNV-1a over its id, so that any id has one, however it looks. */
export function partOf(id: string, parts: number): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < id.length; index++) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0) % parts
}
