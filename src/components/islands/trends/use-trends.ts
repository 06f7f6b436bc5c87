import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Measure } from '../../../lib/forecast/measures.ts'
import type { ProjectFile } from '../../../lib/trends/project-file.ts'
import { openTrendFile, type TrendData, type TrendFile } from '../../../lib/trends/trend-file.ts'
import { type Span, spanOf, type TrendRange } from '../../../lib/trends/trend-range.ts'
import { dailyRows, isRecent, recentRows, type TrendRows } from '../../../lib/trends/trend-rows.ts'
import { fetchJson } from '../fetch-json.ts'

interface Files {
  recent: TrendData | null
  /** Fetched once a range needs it. */
  daily: TrendData | null
  projects: ProjectFile | null
  /** Why a file could not be had, in words. */
  failure: string | null
}

export interface Trends extends Pick<Files, 'projects' | 'failure'> {
  /** Null until the newest collections are there. */
  span: Span | null
  /** Null until the collections of the span are there. */
  rows: TrendRows | null
}

/** What is to be shown of a range, as soon as its files are there. */
export function useTrends(measures: readonly Measure[], range: TrendRange, timeZone: string): Trends {
  const [files, setFiles] = useState<Files>({ recent: null, daily: null, projects: null, failure: null })
  const load = (work: Promise<Partial<Files>>) =>
    work
      .catch((error: unknown) => ({ failure: error instanceof Error ? error.message : String(error) }))
      .then((loaded) => setFiles((before) => ({ ...before, ...loaded })))
  useEffect(() => {
    void load(fetchTrends('recent', measures).then((recent) => ({ recent })))
    void load(fetchJson<ProjectFile>('rows/history-projects.json').then((projects) => ({ projects })))
  }, [measures])

  const { recent, daily, projects, failure } = files
  const span = useMemo(() => recent && spanOf(range, recent, timeZone), [recent, range, timeZone])
  const isByDay = recent !== null && span !== null && !isRecent(span, recent)
  const isMissing = isByDay && daily === null
  useEffect(() => {
    if (isMissing) void load(fetchTrends('daily', measures).then((loaded) => ({ daily: loaded })))
  }, [isMissing, measures])
  const rows = useMemo(() => {
    if (!recent || !span) return null
    if (!isByDay) return recentRows(recent, span)
    return daily && dailyRows({ recent, daily }, span)
  }, [recent, daily, span, isByDay])
  return { span, rows, projects, failure }
}

async function fetchTrends(name: 'recent' | 'daily', measures: readonly Measure[]): Promise<TrendData> {
  return openTrendFile(await fetchJson<TrendFile>(`rows/history-${name}.json`), measures)
}
