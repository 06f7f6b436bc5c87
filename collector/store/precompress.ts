import { link, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants, gunzip, gzip } from 'node:zlib'
import pLimit from 'p-limit'

/** How a copy is made, and read again. */
interface Packing {
  ending: '.gz' | '.br'
  pack(content: Buffer): Promise<Buffer>
  unpack(packed: Buffer): Promise<Buffer>
}

/** The last level of brotli takes twice the time for 2 % less. */
const BROTLI_LEVEL = 10
const [compress, compressSmaller] = [promisify(gzip), promisify(brotliCompress)]

const GZIP: Packing = {
  ending: '.gz',
  pack: (content) => compress(content, { level: 9 }),
  unpack: promisify(gunzip),
}

const BROTLI: Packing = {
  ending: '.br',
  pack: (content) =>
    compressSmaller(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_LEVEL,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
  unpack: promisify(brotliDecompress),
}

/** Text that browsers and tools ask for; pagefind's own files are compressed inside, and images are too. */
const COMPRESSIBLE = /\.(html|css|m?js|json|svg|txt|csv|xml|atom|webmanifest|map)$|(^|\/)metrics$/

/** Scripts and styles, which browsers keep for ever and the archive keeps once. */
const ASSET = /(^|\/)_assets\//

/** Below this a compressed copy saves no packet. */
const MIN_BYTES = 1024

export interface Precompressed {
  files: number
  bytes: number
  compressedBytes: number
}

/**
 * Writes `x.gz` beside every text file of the site that is worth it, for nginx's gzip_static and for `aether serve`, and `x.br` beside scripts and
 * styles, for nginx with brotli. The same input gives the same bytes: zlib writes neither name nor time into the header. Of a file that is equal in
 * the `previous` site the copies are links to those there.
 */
export async function precompressSite(root: string, previous: string | null = null): Promise<Precompressed> {
  // Compression runs on libuv's four threads; more files at once would only hold memory.
  const limit = pLimit(4)
  const names = (await readdir(root, { recursive: true })).filter((name) => COMPRESSIBLE.test(name))
  const sizes = await Promise.all(names.map((name) => limit(() => precompressFile(name, root, previous))))
  const total: Precompressed = { files: 0, bytes: 0, compressedBytes: 0 }
  for (const size of sizes) {
    if (!size) continue
    total.files += 1
    total.bytes += size.bytes
    total.compressedBytes += size.compressedBytes
  }
  return total
}

async function precompressFile(
  name: string,
  root: string,
  previous: string | null,
): Promise<{ bytes: number; compressedBytes: number } | null> {
  const path = join(root, name)
  const content = await readFile(path)
  if (content.length < MIN_BYTES) return null
  const copy = async (packing: Packing) => {
    const taken = previous === null ? null : await takeCopy(packing, path, content, join(previous, name))
    return taken ?? makeCopy(packing, path, content)
  }
  const compressedBytes = await copy(GZIP)
  if (compressedBytes === null) return null
  if (ASSET.test(path)) await copy(BROTLI)
  return { bytes: content.length, compressedBytes }
}

/** Bytes of the copy; null where it would be no smaller. */
async function makeCopy({ ending, pack }: Packing, path: string, content: Buffer): Promise<number | null> {
  const packed = await pack(content)
  if (packed.length >= content.length) return null
  await writeFile(`${path}${ending}`, packed)
  return packed.length
}

/** Bytes of the copy of an earlier file; null where that has none, or not one of this content. Unpacking takes a tenth of packing. */
async function takeCopy(
  { ending, unpack }: Packing,
  path: string,
  content: Buffer,
  earlier: string,
): Promise<number | null> {
  try {
    const packed = await readFile(`${earlier}${ending}`)
    if (!(await unpack(packed)).equals(content)) return null
    await link(`${earlier}${ending}`, `${path}${ending}`)
    return packed.length
  } catch {
    return null
  }
}
