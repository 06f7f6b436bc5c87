import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import pLimit from 'p-limit'

const compress = promisify(gzip)
const compressSmaller = promisify(brotliCompress)

/** Text that browsers and tools ask for; pagefind's own files are compressed inside, and images are too. */
const COMPRESSIBLE = /\.(html|css|m?js|json|svg|txt|csv|xml|atom|webmanifest|map)$|(^|\/)metrics$/

/** Scripts and styles, which browsers keep for ever and the archive keeps once. */
const ASSET = /(^|\/)_assets\//

/** The last level takes twice the time for 2 % less. */
const BROTLI_LEVEL = 10

/** Below this a compressed copy saves no packet. */
const MIN_BYTES = 1024

export interface Precompressed {
  files: number
  bytes: number
  compressedBytes: number
}

/**
 * Writes `x.gz` beside every text file of the site that is worth it, for nginx's gzip_static and for `aether serve`, and `x.br` beside scripts and
 * styles, for nginx with brotli. The same input gives the same bytes: zlib writes neither name nor time into the header.
 */
export async function precompressSite(root: string): Promise<Precompressed> {
  // Compression runs on libuv's four threads; more files at once would only hold memory.
  const limit = pLimit(4)
  const names = (await readdir(root, { recursive: true })).filter((name) => COMPRESSIBLE.test(name))
  const sizes = await Promise.all(names.map((name) => limit(() => precompressFile(join(root, name)))))
  const total: Precompressed = { files: 0, bytes: 0, compressedBytes: 0 }
  for (const size of sizes) {
    if (!size) continue
    total.files += 1
    total.bytes += size.bytes
    total.compressedBytes += size.compressedBytes
  }
  return total
}

async function precompressFile(path: string): Promise<{ bytes: number; compressedBytes: number } | null> {
  const content = await readFile(path)
  if (content.length < MIN_BYTES) return null
  const compressed = await compress(content, { level: 9 })
  if (compressed.length >= content.length) return null
  await writeFile(`${path}.gz`, compressed)
  if (ASSET.test(path)) await writeFile(`${path}.br`, await compressAsset(content))
  return { bytes: content.length, compressedBytes: compressed.length }
}

function compressAsset(content: Buffer): Promise<Buffer> {
  return compressSmaller(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_LEVEL,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  })
}
