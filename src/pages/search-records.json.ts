import type { APIRoute } from 'astro'
import { makeSearchRecords } from '../lib/search-records.ts'
import { loadSite } from './_site.ts'

/** For src/integrations/search-index.ts, which indexes it and takes it away: so the cloud is read and derived once a build. */
export const GET: APIRoute = async () => {
  const { cloud } = await loadSite()
  return new Response(JSON.stringify(makeSearchRecords(cloud)))
}
