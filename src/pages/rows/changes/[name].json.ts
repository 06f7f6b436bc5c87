import type { APIRoute, GetStaticPaths } from 'astro'
import { siteChangeLog } from '../../_changes.ts'
import { loadSite } from '../../_site.ts'

/** The record of what changed: its index, and a file for each day. */
export const getStaticPaths = (async () => {
  const { index, days } = siteChangeLog(await loadSite())
  return [['index', index] as const, ...days].map(([name, document]) => ({
    params: { name },
    props: { document },
  }))
}) satisfies GetStaticPaths

export const GET: APIRoute<{ document: unknown }> = ({ props }) =>
  new Response(JSON.stringify(props.document))
