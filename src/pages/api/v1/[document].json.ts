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
  const text = API_DOCUMENTS[params.document ?? '']?.(input) ?? null
  const body = text === null || typeof text === 'string' ? text : streamText(text)
  return new Response(body, { headers: { 'Content-Type': 'application/json' } })
}

/** Each piece is made when the one before it is taken. */
function streamText(pieces: Iterable<string>): ReadableStream<Uint8Array> {
  const rest = pieces[Symbol.iterator]()
  const encoder = new TextEncoder()
  return new ReadableStream({
    pull(controller) {
      const { done, value } = rest.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
  })
}
