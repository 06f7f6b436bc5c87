import type { APIRoute } from 'astro'
import { makeDraftFile } from '../../lib/reservation-draft/draft-file.ts'
import { loadSite } from '../_site.ts'
import { tableContext } from '../_tables.ts'

/** What a draft of reservations is worked out from. */
export const GET: APIRoute = async () => {
  const site = await loadSite()
  return new Response(
    JSON.stringify(makeDraftFile(site.cloud, site.config, tableContext(site, 'hypervisors'))),
  )
}
