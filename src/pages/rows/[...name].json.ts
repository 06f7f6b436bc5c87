import type { APIRoute, GetStaticPaths } from 'astro'
import { loadSite } from '../_site.ts'
import { ROW_FILES, siteTable } from '../_tables.ts'

export const getStaticPaths = (() =>
  Object.keys(ROW_FILES).map((name) => ({ params: { name } }))) satisfies GetStaticPaths

export const GET: APIRoute = async ({ params }) =>
  new Response(JSON.stringify(siteTable(await loadSite(), String(params['name']))))
