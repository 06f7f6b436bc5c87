import type { APIRoute } from 'astro'
import { loadSite } from '../_site.ts'
import { writeSiteWorkbook } from '../_workbook.ts'

/** Every table of the site as a sheet of one workbook. */
export const GET: APIRoute = async () => new Response(new Blob([...writeSiteWorkbook(await loadSite())]))
