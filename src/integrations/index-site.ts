// A program of its own, run when Astro has ended: pagefind's memory then takes the place of Astro's, not a place beside it.
import { indexSite } from './search-index.ts'

await indexSite(process.argv[2] ?? 'dist')
