import type { APIRoute, GetStaticPaths } from 'astro'
import { siteSplit } from '../_bases.ts'
import { loadSite } from '../_site.ts'
import { ROW_FILES, siteTable } from '../_tables.ts'

export const getStaticPaths = (() =>
  Object.keys(ROW_FILES).map((name) => ({ params: { name } }))) satisfies GetStaticPaths

export const GET: APIRoute = async ({ params }) => {
  const site = await loadSite()
  const name = String(params['name'])
  const split = await siteSplit(site, name)
  return new Response(JSON.stringify(split?.table ?? siteTable(site, name)))
}
