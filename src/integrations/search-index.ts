import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pLimit from 'p-limit'
import { close, createIndex, type CustomRecord } from 'pagefind'
import type { IndexPart, SearchRecord } from '../lib/search-records.ts'
import { indexedWords } from '../lib/search-words.ts'

/**
 * Pagefind looks through all records for each that is added (1.6): beyond `recordsAPart`, several indexes are far quicker than one.
 * Kinds with no more than `few` records share one.
 */
const SIZES = { recordsAPart: 12_000, few: 5_000 }
const PARTS_AT_ONCE = 1
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

/** What is to be indexed, on its way from one program to the other. */
export function recordsFile(indexDir: string): string {
  return `${indexDir}.records.json`
}

/** Writes `parts.json` and a folder for each part. Throws an Error with pagefind's own words where it cannot index. */
export async function writeSearchIndex(
  records: SearchRecord[],
  outDir: string,
  sizes = SIZES,
): Promise<void> {
  const parts = splitRecords(records, sizes)
  const limit = pLimit(PARTS_AT_ONCE)
  const maxFragments = Math.max(LEAST_FRAGMENTS, Math.ceil(FRAGMENTS / parts.length))
  try {
    await Promise.all(
      parts.map((part, index) => limit(() => writePart(part, join(outDir, String(index)), maxFragments))),
    )
  } finally {
    await close()
  }
  const list: IndexPart[] = parts.map((part) => ({ kinds: [...new Set(part.map(({ kind }) => kind))] }))
  await writeFile(join(outDir, 'parts.json'), JSON.stringify(list))
}

/** All in one where that is small; else the many in parts of one kind, which are searched without a filter, and the few together. */
function splitRecords(records: SearchRecord[], { recordsAPart, few }: typeof SIZES): SearchRecord[][] {
  if (records.length <= recordsAPart) return [records]
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
