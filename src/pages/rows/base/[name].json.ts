import type { APIRoute, GetStaticPaths } from 'astro'
import { siteSplit, SPLIT_TABLES } from '../../_bases.ts'
import { loadSite } from '../../_site.ts'

/** What large tables refer to: see lib/table/base.ts. */
export const getStaticPaths = (async () => {
  const site = await loadSite()
  const splits = await Promise.all(SPLIT_TABLES.map((name) => siteSplit(site, name)))
  return splits.flatMap((split) => {
    if (split === null) return []
    const name = split.table.base.src.replace(/^.*\/|\.json$/g, '')
    return [{ params: { name }, props: { base: split.base } }]
  })
}) satisfies GetStaticPaths

export const GET: APIRoute<{ base: unknown }> = ({ props }) => new Response(JSON.stringify(props.base))
