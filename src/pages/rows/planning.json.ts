import type { APIRoute } from 'astro'
import { makePlanningFile } from '../../lib/planning/planning-file.ts'
import { loadSite } from '../_site.ts'

/** What planning needs beyond the rows of instances. */
export const GET: APIRoute = async () => {
  const { cloud, config, name } = await loadSite()
  return new Response(JSON.stringify(makePlanningFile(cloud, name, config.site.timeZone)))
}
