// A program of its own: turns the records that write-records.ts wrote into the index of the site search.
import { readFile, rm } from 'node:fs/promises'
import type { SearchRecord } from '../lib/search-records.ts'
import { recordsFile, writeSearchIndex } from './search-index.ts'

const { AETHER_INDEX = 'dist/pagefind' } = process.env
const file = recordsFile(AETHER_INDEX)

await writeSearchIndex(JSON.parse(await readFile(file, 'utf8')) as SearchRecord[], AETHER_INDEX)
await rm(file)
