import type { APIRoute, GetStaticPaths } from 'astro'
import { projectTableFiles } from '../../_project-tables.ts'
import { loadSite } from '../../_site.ts'

/** The instances and the volumes of projects that have many. */
export const getStaticPaths = (async () =>
  [...projectTableFiles(await loadSite())].map(([name, make]) => ({
    params: { name },
    props: { make },
  }))) satisfies GetStaticPaths

export const GET: APIRoute<{ make: () => unknown }> = ({ props }) =>
  new Response(JSON.stringify(props.make()))
