import { Zip, ZipDeflate } from 'fflate'

export interface ZipEntry {
  name: string
  pieces: Iterable<string>
}

/** Higher levels save a few per cent and take twice the time. */
const LEVEL = 6
const encoder = new TextEncoder()

/** A zip file in pieces; no entry is in memory as a whole. Equal entries give equal bytes. */
export function* zipEntries(entries: Iterable<ZipEntry>): Generator<Uint8Array<ArrayBuffer>> {
  const ready: Uint8Array<ArrayBuffer>[] = []
  const zip = new Zip((error, bytes) => {
    if (error) throw error
    if (bytes.length > 0) ready.push(bytes)
  })
  for (const { name, pieces } of entries) {
    const entry = new ZipDeflate(name, { level: LEVEL })
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
