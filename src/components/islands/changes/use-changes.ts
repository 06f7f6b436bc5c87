import { useEffect, useState } from 'preact/hooks'
import type { ChangeLogIndex } from '../../../lib/change-log.ts'
import {
  type ChangeQuestion,
  type ChangeTimes,
  type OwnTimes,
  parseChangeQuestion,
  resolveChangeTimes,
  serialiseChangeQuestion,
} from '../../../lib/change-range.ts'
import { shownSnapshot } from '../../../lib/table/shown-snapshot.ts'
import { snapshotName } from '../../../lib/time.ts'
import { fetchJson } from '../fetch-json.ts'
import { findKeptSites, type KeptSites } from './kept-sites.ts'
import { type FoundChanges, loadChanges } from './load-changes.ts'

/** What other times are chosen from. */
export interface ChangeSources {
  log: ChangeLogIndex
  sites: KeptSites
}

export type Shown =
  /** What the page was built with. */
  | { state: 'own' }
  | { state: 'loading' }
  | { state: 'failed'; reason: string }
  | { state: 'ready'; times: ChangeTimes; found: FoundChanges; sources: ChangeSources }

export interface ChangesControl {
  question: ChangeQuestion
  shown: Shown
  own: OwnTimes
  /** Null until they are asked for. */
  sources: ChangeSources | null
  ask(changes: Partial<ChangeQuestion>): void
  openSources(): void
}

const DEFAULT: ChangeQuestion = { from: null, to: null, span: null, each: false }

/** What the address asks for. `previous` is what the page's own collection was compared with, in ISO 8601. */
export function useChanges(previous: string | null): ChangesControl {
  const [question, setQuestion] = useState(DEFAULT)
  const [answered, setAnswered] = useState<{ question: ChangeQuestion; shown: Shown } | null>(null)
  const [sources, setSources] = useState<ChangeSources | null>(null)
  const [own, setOwn] = useState<OwnTimes>({ name: '', previous: null })

  useEffect(() => {
    setOwn({ name: shownSnapshot().name, previous: previous === null ? null : snapshotName(previous) })
    const follow = () => setQuestion(parseChangeQuestion(location.search))
    follow()
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [previous])

  useEffect(() => {
    if (own.name === '' || isDefault(question)) return undefined
    let gone = false
    const settle = (shown: Shown) => {
      if (!gone) setAnswered({ question, shown })
    }
    answer(question, own)
      .then((ready) => {
        setSources(ready.sources)
        return settle(ready)
      })
      .catch((error: unknown) => settle(describeFailure(error)))
    return () => {
      gone = true
    }
  }, [question, own])

  function ask(changes: Partial<ChangeQuestion>): void {
    const next = { ...question, ...changes }
    const search = serialiseChangeQuestion(next, location.search)
    history.pushState(null, '', location.pathname + search + location.hash)
    setQuestion(next)
  }

  function openSources(): void {
    readSources(own.name)
      .then(setSources)
      .catch((error: unknown) => setAnswered({ question, shown: describeFailure(error) }))
  }

  return { question, shown: shownFor(question, answered), own, sources, ask, openSources }
}

/** What was answered to another question is not shown for a moment. */
function shownFor(
  question: ChangeQuestion,
  answered: { question: ChangeQuestion; shown: Shown } | null,
): Shown {
  if (answered?.question === question) return answered.shown
  return isDefault(question) ? OWN : LOADING
}

/** The same object each time, so that nothing is drawn anew. */
const OWN: Shown = { state: 'own' }
const LOADING: Shown = { state: 'loading' }

function describeFailure(error: unknown): Shown {
  return { state: 'failed', reason: error instanceof Error ? error.message : String(error) }
}

function isDefault({ from, to, span, each }: ChangeQuestion): boolean {
  return from === null && to === null && span === null && !each
}

async function answer(question: ChangeQuestion, own: OwnTimes): Promise<Shown & { state: 'ready' }> {
  const sources = await readSources(own.name)
  const times = resolveChangeTimes(question, own, sources.log, sources.sites.names)
  if (times === null) throw new Error('There is no earlier collection to compare with.')
  const { timeZone } = shownSnapshot()
  const found = await loadChanges(times, question.each, sources.log, sources.sites, timeZone)
  return { state: 'ready', times, found, sources }
}

let read: Promise<ChangeSources> | undefined

/** Fetched once a page. */
function readSources(own: string): Promise<ChangeSources> {
  read ??= Promise.all([fetchJson<ChangeLogIndex>('rows/changes/index.json'), findKeptSites(own)]).then(
    ([log, sites]) => ({ log, sites }),
  )
  read.catch(() => (read = undefined))
  return read
}
