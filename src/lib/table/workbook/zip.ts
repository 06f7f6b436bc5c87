import { Zip, ZipDeflate, type ZipInputFile } from 'fflate'

export interface ZipEntry {
  name: string
  pieces: Iterable<string>
}

/** Compresses one entry as it comes; knows its size and checksum when `final` was pushed. */
export interface PackedEntry extends ZipInputFile {
  push(piece: Uint8Array, final?: boolean): void
}

export type PackEntry = (name: string) => PackedEntry

const packAnywhere: PackEntry = (name) => new ZipDeflate(name, { level: 6 })
const encoder = new TextEncoder()

/** A zip file in pieces; no entry is in memory as a whole. Equal entries give equal bytes. */
export function* zipEntries(
  entries: Iterable<ZipEntry>,
  pack = packAnywhere,
): Generator<Uint8Array<ArrayBuffer>> {
  const ready: Uint8Array<ArrayBuffer>[] = []
  const zip = new Zip((error, bytes) => {
    if (error) throw error
    if (bytes.length > 0) ready.push(bytes)
  })
  for (const { name, pieces } of entries) {
    const entry = pack(name)
    // The oldest time that a zip can hold: fflate writes the local one, so it is made as one.
    entry.mtime = new Date(1980, 0, 1)
    zip.add(entry)
    for (const piece of pieces) {
      entry.push(encoder.encode(piece))
      yield* ready.splice(0)
    }
    entry.push(new Uint8Array(0), true)
    yield* ready.splice(0)
  }
  zip.end()
  yield* ready
}
