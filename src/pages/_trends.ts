import type { HistoryTotals } from '../lib/files/history-totals.ts'
import { listMeasures, type Measure } from '../lib/forecast/measures.ts'
import { summariseCloud } from '../lib/summary.ts'
import { makeProjectFile } from '../lib/trends/project-file.ts'
import { makeTrendFile } from '../lib/trends/trend-file.ts'
import type { Site } from './_site.ts'

/** The measures of a site, in the order of its pages. */
export function siteMeasures({ cloud, name }: Site): Measure[] {
  return listMeasures(summariseCloud(cloud, name))
}

const DAY_MS = 86_400_000

/** Over how many days the history goes, with those on which nothing was collected. */
export function coveredDays(daily: readonly HistoryTotals[]): number {
  const dayOf = (line: HistoryTotals | undefined) => Math.floor(Date.parse(line?.at ?? '') / DAY_MS)
  return daily.length === 0 ? 0 : dayOf(daily.at(-1)) - dayOf(daily[0]) + 1
}

/** The files of the Trends page below rows/, by what follows `history-`. */
export const TREND_FILES: Record<string, (site: Site) => object> = {
  recent: (site) => {
    const { recent, daily } = site.history
    // A day is dated by its last collection.
    const [first = ''] = [...recent.slice(0, 1), ...daily.slice(0, 1)].map(({ at }) => at).toSorted()
    return makeTrendFile(siteMeasures(site), recent, first)
  },
  // Without the newest day, so that the snapshots of one day have the same file and store it once.
  daily: (site) => {
    const { daily } = site.history
    return makeTrendFile(siteMeasures(site), daily.slice(0, -1), daily[0]?.at ?? '')
  },
  projects: ({ cloud, history }) => {
    const slugs = new Map(cloud.projects.map(({ name, slug }) => [name, slug]))
    return makeProjectFile(history.daily, (name) => slugs.get(name) ?? null)
  },
}
