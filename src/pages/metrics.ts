import type { APIRoute } from 'astro'
import { serialiseMetrics } from '../lib/metrics.ts'
import { ownChanges } from './_changes.ts'
import { loadSite } from './_site.ts'

/** For Prometheus. */
export const GET: APIRoute = async () => {
  const site = await loadSite()
  const { cloud, version } = site
  return new Response(serialiseMetrics({ cloud, version, changes: ownChanges(site) }), {
    headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' },
  })
}
