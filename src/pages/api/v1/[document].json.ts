import type { APIRoute } from 'astro'
import { API_DOCUMENTS } from '../../../lib/api.ts'
import { loadSite } from '../../_site.ts'

export function getStaticPaths() {
  return Object.keys(API_DOCUMENTS).map((document) => ({ params: { document } }))
}

export const GET: APIRoute = async ({ params }) => {
  const { cloud, name, builtAt, version } = await loadSite()
  const text = API_DOCUMENTS[params.document ?? '']?.({ cloud, site: name, builtAt, version })
  return new Response(text ?? null, { headers: { 'Content-Type': 'application/json' } })
}
