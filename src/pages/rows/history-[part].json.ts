import type { APIRoute, GetStaticPaths } from 'astro'
import { loadSite } from '../_site.ts'
import { TREND_FILES } from '../_trends.ts'

export const getStaticPaths = (() =>
  Object.keys(TREND_FILES).map((part) => ({ params: { part } }))) satisfies GetStaticPaths

/** What the Trends page fetches of the history. */
export const GET: APIRoute = async ({ params }) =>
  new Response(JSON.stringify(TREND_FILES[params['part'] ?? '']?.(await loadSite()) ?? null))
