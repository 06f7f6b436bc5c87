import type { APIRoute } from 'astro'
import { serialiseFeed } from '../lib/feed.ts'
import { makeFeedId } from './_feed-id.ts'
import { loadSite } from './_site.ts'

/** What changed, for feed readers. */
export const GET: APIRoute = async () => {
  const site = await loadSite()
  const feed = serialiseFeed({
    site: site.name,
    timeZone: site.config.site.timeZone,
    collectedAt: site.cloud.snapshot.collectedAt,
    changes: site.history.changes,
    makeId: makeFeedId(site),
  })
  return new Response(feed, { headers: { 'Content-Type': 'application/atom+xml' } })
}
