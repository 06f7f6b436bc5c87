import type { APIRoute } from 'astro'
import { ownChangesTable } from '../_changes.ts'
import { loadSite } from '../_site.ts'

/** What differs between this collection and the one before. */
export const GET: APIRoute = async () => new Response(JSON.stringify(ownChangesTable(await loadSite())))
