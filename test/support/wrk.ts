import { join } from 'node:path'
import { execa } from 'execa'

export interface Visits {
  visits: number
  assets: number
  /** How many builds were seen. */
  builds: number
  /** Statuses other than 2xx. */
  refused: number
  /** Bodies that do not belong to one build. */
  mixed: number
  /** Connections that broke or waited too long. */
  failed: number
  /** The first of what was wrong. */
  example: string
}

/** Fifty connections that visit pages and their assets for as long as `work` lasts (wrk-visits.lua says how the pages must look). */
export async function visitDuring(
  origin: string,
  { pages, authorization, pauseMs = 40 }: { pages: string[]; authorization: string; pauseMs?: number },
  work: () => Promise<void>,
): Promise<Visits> {
  const env = {
    AETHER_PAGES: pages.join(' '),
    AETHER_AUTHORIZATION: authorization,
    AETHER_PAUSE_MS: String(pauseMs),
  }
  const script = join(import.meta.dirname, 'wrk-visits.lua')
  const child = execa(
    'wrk',
    ['--threads', '1', '--connections', '50', '--duration', '900s', '--timeout', '30s', '-s', script, origin],
    { env },
  )
  try {
    await work()
  } finally {
    // wrk ends then as if its time were over.
    child.kill('SIGINT')
  }
  const { stdout } = await child
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n{') + 1)) as Visits
}
