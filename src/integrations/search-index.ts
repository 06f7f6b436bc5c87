import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { close, createIndex } from 'pagefind'
import type { SearchRecord } from '../lib/search-records.ts'

/** Where the built site keeps its index; the island SiteSearch loads it from there. */
const FOLDER = 'pagefind'
/** Records share fragment files, so that a snapshot stays some hundred files and not one for each instance. */
const MAX_FRAGMENTS = 200
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

/** Turns the records that src/pages/search-records.json.ts has written into the index of the site search. */
export function searchIndex(): AstroIntegration {
  return {
    name: 'aether:search-index',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const root = fileURLToPath(dir)
        const file = join(root, 'search-records.json')
        const records: SearchRecord[] = JSON.parse(await readFile(file, 'utf8'))
        await writeSearchIndex(records, join(root, FOLDER))
        await rm(file)
      },
    },
  }
}

/** Throws an Error with pagefind's own words where it cannot index. */
export async function writeSearchIndex(records: SearchRecord[], outDir: string): Promise<void> {
  try {
    // "unknown" has no stemming, which would hide `sharing` from `shari`; the characters keep addresses and ids whole.
    const created = await createIndex({
      forceLanguage: 'unknown',
      includeCharacters: '-._:/',
      maxFragments: MAX_FRAGMENTS,
    })
    const { index } = created
    if (!index) throw new Error(`The search index could not be made: ${created.errors.join('; ')}`)
    for (let from = 0; from < records.length; from += BATCH) {
      const answers = await Promise.all(
        records
          .slice(from, from + BATCH)
          .map(({ kind, url, title, detail, words }) =>
            index.addCustomRecord({
              url,
              content: words,
              language: 'unknown',
              meta: { title, detail },
              filters: { kind: [kind] },
            }),
          ),
      )
      refuseErrors(answers.flatMap(({ errors }) => errors))
    }
    const written = await index.writeFiles({ outputPath: outDir })
    refuseErrors(written.errors)
  } finally {
    await close()
  }
  await Promise.all(UNUSED.map((name) => rm(join(outDir, name), { force: true })))
}

function refuseErrors(errors: string[]): void {
  if (errors.length > 0)
    throw new Error(`The search index could not be written: ${errors.slice(0, 3).join('; ')}`)
}
