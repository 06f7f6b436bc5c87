import type { APIRoute, GetStaticPaths } from 'astro'
import { detailFiles } from '../../_details.ts'
import { loadSite } from '../../_site.ts'

export const getStaticPaths = (async () =>
  [...detailFiles(await loadSite())].map(([name, make]) => ({
    params: { name },
    props: { make },
  }))) satisfies GetStaticPaths

export const GET: APIRoute<{ make: () => unknown }> = ({ props }) =>
  new Response(JSON.stringify(props.make()))
