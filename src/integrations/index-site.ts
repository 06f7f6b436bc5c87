// A program of its own: turns the records that write-records.ts wrote into the index of the site search.
import { listRecordFiles } from './record-files.ts'
import { writeSearchIndex } from './search-index.ts'

const { AETHER_RECORDS = 'records', AETHER_INDEX = 'dist/pagefind', AETHER_PREVIOUS_INDEX } = process.env

await writeSearchIndex(await listRecordFiles(AETHER_RECORDS), AETHER_INDEX, AETHER_PREVIOUS_INDEX || null)
