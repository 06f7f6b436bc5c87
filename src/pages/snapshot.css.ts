import type { APIRoute } from 'astro'
import { writeSnapshotSheet } from '../lib/snapshot-sheet.ts'
import { loadSite } from './_site.ts'

/** The times of this build, which every page takes from here. */
export const GET: APIRoute = async () => {
  const { cloud, ...site } = await loadSite()
  return new Response(writeSnapshotSheet({ ...site, snapshot: cloud.snapshot }))
}
