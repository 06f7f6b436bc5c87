import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { close, createIndex, type CustomRecord } from 'pagefind'
import type { IndexPart, SearchRecord } from '../lib/search-records.ts'
import { indexedWords } from '../lib/search-words.ts'

/**
 * Pagefind looks through all records for each that is added (1.6): beyond `undivided`, several indexes of `recordsAPart` are far quicker
 * than one, and take less memory. Kinds with no more than `few` records share one.
 */
const SIZES = { undivided: 20_000, recordsAPart: 10_000, few: 5_000 }
/** Records share fragment files, so that a snapshot stays some hundred files and not one for each instance. */
const FRAGMENTS = 200
const LEAST_FRAGMENTS = 25
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

/** Writes `parts.json` and a folder for each part. Throws an Error with pagefind's own words where it cannot index. */
export async function writeSearchIndex(parts: readonly ReadPart[], outDir: string): Promise<void> {
  const list: IndexPart[] = []
  const maxFragments = Math.max(LEAST_FRAGMENTS, Math.ceil(FRAGMENTS / parts.length))
  try {
    // One after the other: the second core is busy with the pages.
    for (const [index, read] of parts.entries()) {
      const records = await read()
      await writePart(records, join(outDir, String(index)), maxFragments)
      list.push({ kinds: [...new Set(records.map(({ kind }) => kind))] })
    }
  } finally {
    await close()
  }
  await writeFile(join(outDir, 'parts.json'), JSON.stringify(list))
}

/** All in one where that is small; else the many in parts of one kind, which are searched without a filter, and the few together. */
export function splitRecords(
  records: SearchRecord[],
  { undivided, recordsAPart, few } = SIZES,
): SearchRecord[][] {
  if (records.length <= undivided) return [records]
  const groups = [...Map.groupBy(records, ({ kind }) => kind).values()]
  const together = groups.filter((group) => group.length <= few).flat()
  const alone = groups.filter((group) => group.length > few)
  return [together, ...alone.flatMap((group) => chunk(group, recordsAPart))].filter((part) => part.length > 0)
}

function chunk<T>(items: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}

async function writePart(records: SearchRecord[], outDir: string, maxFragments: number): Promise<void> {
  // "unknown" has no stemming, which would hide `sharing` from `shari`; the characters keep addresses and names whole.
  const created = await createIndex({ forceLanguage: 'unknown', includeCharacters: '-._:/', maxFragments })
  const { index } = created
  if (!index) throw new Error(`The search index could not be made: ${created.errors.join('; ')}`)
  for (let from = 0; from < records.length; from += BATCH) {
    const batch = records.slice(from, from + BATCH)
    const answers = await Promise.all(batch.map((record) => index.addCustomRecord(toCustomRecord(record))))
    refuseErrors(answers.flatMap(({ errors }) => errors))
  }
  const { errors } = await index.writeFiles({ outputPath: outDir })
  refuseErrors(errors)
  await index.deleteIndex()
  await Promise.all(UNUSED.map((name) => rm(join(outDir, name), { force: true })))
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
