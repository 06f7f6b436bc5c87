import { link, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { constants, zstdCompress, zstdDecompress } from 'node:zlib'

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

/** 128 MiB: a patch reaches any part of its base, as zstd's own --patch-from does. */
const WINDOW_LOG = 27
/** Where more took seconds and gained little: docs/archive.md has the figures. */
const LEVEL = 12
/** The tables of a patch hold every place of its base up to 16 MiB, which finds what is equal; a level's own are too small. */
const PATCH_TABLE_LOG = 24
/** A patch above this part of its base's size is not kept: the whole file then is the next base. */
const WORTH = 1 / 3
/** A block of the disk: what takes no more as it is gains nothing as a patch. */
const BLOCK_BYTES = 4096

/** A file of an archived snapshot is whole, or a patch to a whole one of an earlier snapshot, to which it has a hard link of its own. */
const forms = {
  whole: (path: string) => `${path}.zst`,
  base: (path: string) => `${path}.base.zst`,
  patch: (path: string) => `${path}.patch.zst`,
}

/** Every name that the packed file may have. */
export function packedNames(path: string): string[] {
  return [forms.whole(path), forms.base(path), forms.patch(path)]
}

/**
 * Writes the content beside `path` as `path.zst`, or as `path.base.zst` and `path.patch.zst` where `earlier`, the path of the same
 * file in an earlier snapshot, has a whole one that is alike. What it replaces is never written into, since others may have links to it.
 */
export async function packFile(content: Buffer, path: string, earlier: string | null): Promise<void> {
  const names = (earlier !== null && (await packAfter(content, path, earlier))) || [
    await writeNew(forms.whole(path), await compressWhole(content)),
  ]
  for (const name of packedNames(path)) {
    await rm(`${name}.partial`, { force: true })
    if (!names.includes(name)) await rm(name, { force: true })
  }
}

/** The names that were made; null where the earlier file is of no use. */
async function packAfter(content: Buffer, path: string, earlier: string): Promise<string[] | null> {
  const found = await findForm(earlier)
  if (found === null) return null
  const base = await decompressWhole(found.base)
  if (base.equals(content)) return linkAll([[found.base, forms.whole(path)]])
  if (found.patch !== null && (await applyPatch(found.patch, base)).equals(content)) {
    return linkAll([
      [found.base, forms.base(path)],
      [found.patch, forms.patch(path)],
    ])
  }
  const { size } = await stat(found.base)
  if (size <= BLOCK_BYTES) return null
  const patch = await compressPatch(content, base)
  if (patch.length > size * WORTH) return null
  const linked = await linkAll([[found.base, forms.base(path)]])
  return linked && [...linked, await writeNew(forms.patch(path), patch)]
}

/** The content of a packed file. Throws where there is none or it is damaged. */
export async function unpackFile(path: string): Promise<Buffer> {
  const found = await findForm(path)
  if (found === null) throw new Error(`${forms.whole(path)} is missing`)
  const base = await decompressWhole(found.base)
  return found.patch === null ? base : applyPatch(found.patch, base)
}

/** What the packed file consists of; null where there is none. */
async function findForm(path: string): Promise<{ base: string; patch: string | null } | null> {
  const exists = async (name: string) => (await stat(name).catch(() => null)) !== null
  if (await exists(forms.whole(path))) return { base: forms.whole(path), patch: null }
  const [base, patch] = [forms.base(path), forms.patch(path)]
  return (await exists(base)) && (await exists(patch)) ? { base, patch } : null
}

/** Puts a hard link in the place of whatever has the name; false where the file system has none to give. */
export async function placeLink(from: string, to: string): Promise<boolean> {
  const temporary = `${to}.partial`
  await rm(temporary, { force: true })
  try {
    await link(from, temporary)
  } catch (error) {
    const refusals = ['EMLINK', 'EPERM', 'EXDEV', 'ENOTSUP']
    if (error instanceof Error && 'code' in error && refusals.includes(String(error.code))) return false
    throw error
  }
  await rename(temporary, to)
  // rename(2) does nothing where both are names of one file.
  await rm(temporary, { force: true })
  return true
}

async function linkAll(links: [from: string, to: string][]): Promise<string[] | null> {
  for (const [from, to] of links) if (!(await placeLink(from, to))) return null
  return links.map(([, to]) => to)
}

/** For the archive's owner and group, as the data folder itself. */
async function writeNew(path: string, content: Buffer): Promise<string> {
  const temporary = `${path}.partial`
  // It may be a link that a killed run left; writing into that would be writing into another snapshot.
  await rm(temporary, { force: true })
  const file = await open(temporary, 'wx', 0o640)
  try {
    await file.chmod(0o640)
    await file.writeFile(content)
  } finally {
    await file.close()
  }
  await rename(temporary, path)
  return path
}

function compressWhole(content: Buffer): Promise<Buffer> {
  return compress(content, {
    // Without it the tables are made for the largest file.
    pledgedSrcSize: content.length,
    params: { [constants.ZSTD_c_compressionLevel]: LEVEL, [constants.ZSTD_c_windowLog]: WINDOW_LOG },
  })
}

function compressPatch(content: Buffer, base: Buffer): Promise<Buffer> {
  const log = Math.min(PATCH_TABLE_LOG, Math.ceil(Math.log2(content.length + base.length + 2 ** 16)))
  return compress(content, {
    dictionary: base,
    pledgedSrcSize: content.length,
    params: {
      [constants.ZSTD_c_compressionLevel]: LEVEL,
      [constants.ZSTD_c_windowLog]: WINDOW_LOG,
      [constants.ZSTD_c_hashLog]: log,
      [constants.ZSTD_c_chainLog]: log + 1,
    },
  })
}

const readable = { params: { [constants.ZSTD_d_windowLogMax]: WINDOW_LOG } }

async function decompressWhole(path: string): Promise<Buffer> {
  return decompress(await readFile(path), readable)
}

async function applyPatch(path: string, base: Buffer): Promise<Buffer> {
  return decompress(await readFile(path), { ...readable, dictionary: base })
}
