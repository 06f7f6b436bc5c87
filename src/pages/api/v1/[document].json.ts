import type { APIRoute } from 'astro'
import { API_DOCUMENTS } from '../../../lib/api.ts'
import { siteForecast } from '../../_forecast.ts'
import { loadSite } from '../../_site.ts'

export function getStaticPaths() {
  return Object.keys(API_DOCUMENTS).map((document) => ({ params: { document } }))
}

export const GET: APIRoute = async ({ params }) => {
  const site = await loadSite()
  const { cloud, name, builtAt, version, history } = site
  const input = { cloud, site: name, builtAt, version, forecast: siteForecast(site), history }
  const text = API_DOCUMENTS[params.document ?? '']?.(input)
  return new Response(text ?? null, { headers: { 'Content-Type': 'application/json' } })
}
