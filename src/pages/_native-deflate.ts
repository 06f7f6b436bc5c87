import { constants, crc32, deflateRawSync } from 'node:zlib'
import type { PackedEntry, PackEntry } from '../lib/table/workbook/zip.ts'

/** How far back deflate looks (RFC 1951). */
const WINDOW = 32_768

/** Node's own deflate, three times as fast as the one that browsers are given. Each piece continues the one before it. */
export const packNatively: PackEntry = (filename) => {
  let dictionary = Buffer.alloc(0)
  const entry: PackedEntry = {
    filename,
    compression: 8,
    crc: 0,
    size: 0,
    push(piece, final = false) {
      entry.crc = crc32(piece, entry.crc)
      entry.size += piece.length
      const finishFlush = final ? constants.Z_FINISH : constants.Z_SYNC_FLUSH
      const packed = deflateRawSync(piece, { finishFlush, ...(dictionary.length > 0 && { dictionary }) })
      dictionary = Buffer.concat([dictionary, piece]).subarray(-WINDOW)
      entry.ondata?.(null, new Uint8Array(packed), final)
    },
  }
  return entry
}
