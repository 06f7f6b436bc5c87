import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { close, createIndex, type CustomRecord, type PagefindServiceConfig } from 'pagefind'
import type { IndexPart, SearchRecord } from '../lib/search-records.ts'
import { indexedWords } from '../lib/search-words.ts'
import { hashText } from '../lib/text-hash.ts'
import { digestPart, findParts, PARTS_FILE, takePart } from './reuse-part.ts'

/**
 * Pagefind looks through all records for each that is added (1.6): beyond `undivided`, several indexes of `recordsAPart` are far quicker
 * than one, take less memory, and are taken over where nothing changed. Kinds with no more than `few` records share one.
 */
const SIZES = { undivided: 10_000, recordsAPart: 5_000, few: 2_500 }
/** The more parts, the slower a search: a large cloud has larger ones. */
const LARGE = { from: 50_000, sizes: { undivided: 10_000, recordsAPart: 10_000, few: 5_000 } }
/** Records share fragment files, so that a snapshot stays some hundred files and not one for each instance. */
const FRAGMENTS = { undivided: 200, ofPart: 25 }
/** "unknown" has no stemming, which would hide `sharing` from `shari`; the characters keep addresses and names whole. */
const INDEXING = { forceLanguage: 'unknown', includeCharacters: '-._:/' }
/** Records on their way to the indexing process at once. */
const BATCH = 2000
/** Pagefind's own interface, which the site does not use. */
const UNUSED = [
  'pagefind-ui.js',
  'pagefind-ui.css',
  'pagefind-modular-ui.js',
  'pagefind-modular-ui.css',
  'pagefind-component-ui.js',
  'pagefind-component-ui.css',
  'pagefind-highlight.js',
]

/** The records of one part, read when their turn comes. */
type ReadPart = () => Promise<SearchRecord[]>

/**
 * Writes `parts.json` and a folder for each part. A part that the index `previous` has, of the same records, is taken from there. Throws an
 * Error with pagefind's own words where it cannot index.
 */
export async function writeSearchIndex(
  parts: readonly ReadPart[],
  outDir: string,
  previous: string | null = null,
): Promise<void> {
  const list: IndexPart[] = []
  const maxFragments = parts.length === 1 ? FRAGMENTS.undivided : FRAGMENTS.ofPart
  const config = { ...INDEXING, maxFragments }
  const earlier = await findParts(previous)
  try {
    // One after the other: the second core is busy with the pages.
    for (const [index, read] of parts.entries()) {
      const { kinds, records } = describePart(await read())
      const digest = await digestPart(records, config)
      const folder = join(outDir, String(index))
      const isTaken = await takePart(earlier.get(digest), folder)
      if (!isTaken) await writePart(records, folder, config)
      list.push({ kinds, digest })
    }
  } finally {
    await close()
  }
  await mkdir(outDir, { recursive: true })
  await writeFile(join(outDir, PARTS_FILE), JSON.stringify(list))
}

/** All in one where that is small; else the many in parts of one kind, which are searched without a filter, and the few together. */
export function splitRecords(
  records: SearchRecord[],
  { undivided, recordsAPart, few } = records.length < LARGE.from ? SIZES : LARGE.sizes,
): SearchRecord[][] {
  if (records.length <= undivided) return [records]
  const groups = [...Map.groupBy(records, ({ kind }) => kind).values()]
  const together = groups.filter((group) => group.length <= few).flat()
  const alone = groups.filter((group) => group.length > few)
  return [together, ...alone.flatMap((group) => cut(group, recordsAPart))].filter((part) => part.length > 0)
}

/**
 * In the order of the snapshot, into parts of `size`, a tenth more or less. Where one ends is told by its last record, so that one more or one less
 * makes another part of its own and not of all that follow.
 */
function cut(records: SearchRecord[], size: number): SearchRecord[][] {
  const leeway = Math.ceil(size / 10)
  const parts: SearchRecord[][] = []
  let start = 0
  for (const [index, { url }] of records.entries()) {
    const length = index + 1 - start
    const mayEnd = length >= size - leeway && hashText(url) % leeway === 0
    if (!mayEnd && length < size + leeway && index < records.length - 1) continue
    parts.push(records.slice(start, index + 1))
    start = index + 1
  }
  return parts
}

async function writePart(
  records: CustomRecord[],
  outDir: string,
  config: PagefindServiceConfig,
): Promise<void> {
  const created = await createIndex(config)
  const { index } = created
  if (!index) throw new Error(`The search index could not be made: ${created.errors.join('; ')}`)
  for (let from = 0; from < records.length; from += BATCH) {
    const batch = records.slice(from, from + BATCH)
    const answers = await Promise.all(batch.map((record) => index.addCustomRecord(record)))
    refuseErrors(answers.flatMap(({ errors }) => errors))
  }
  const { errors } = await index.writeFiles({ outputPath: outDir })
  refuseErrors(errors)
  await index.deleteIndex()
  await Promise.all(UNUSED.map((name) => rm(join(outDir, name), { force: true })))
}

function describePart(searched: readonly SearchRecord[]) {
  return {
    kinds: [...new Set(searched.map(({ kind }) => kind))],
    records: searched.map(toCustomRecord),
  }
}

function toCustomRecord({ kind, url, title, detail, words, id }: SearchRecord): CustomRecord {
  return {
    url,
    content: indexedWords(words),
    language: 'unknown',
    meta: { title, detail, ...(id !== null && { id }) },
    filters: { kind: [kind] },
  }
}

function refuseErrors(errors: string[]): void {
  if (errors.length > 0)
    throw new Error(`The search index could not be written: ${errors.slice(0, 3).join('; ')}`)
}
