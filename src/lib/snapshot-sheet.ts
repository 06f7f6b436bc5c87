/**
 * What differs in each build although nothing else does: the times. They stand in `snapshot.css`, so that a page which shows the same
 * as in the snapshot before is the same file, and is stored once. A style sheet shows them and prints them without a script.
 */
import { quoteCss } from './css-string.ts'
import { troubledSources } from './freshness.ts'
import type { Config, Snapshot } from './model.ts'
import { findStaleParts, type Part, SHOWN } from './stale-parts.ts'
import { formatAge, formatTime, snapshotName } from './time.ts'

/** For scripts, as JSON in a custom property. Times are ISO 8601. */
export interface SnapshotFacts {
  /** `2026-11-22T061100Z` */
  name: string
  collectedAt: string
  builtAt: string
  intervalMinutes: number
  timeZone: string
  /** It is one of an archive, whose index there is to ask for. */
  archived: boolean
  /** Those parts of the snapshot that were read earlier, and when. */
  asOf: Partial<Record<Part, string>>
}

export interface SnapshotBuild {
  snapshot: Snapshot
  config: Config
  /** The site's name. */
  name: string
  builtAt: string
  archived: boolean
}

/** Texts by name, for elements with `data-told`; where a text is '', what has that name as `data-tells` is not shown. */
type Told = Record<string, string>

export function snapshotFacts({ snapshot, config, builtAt, archived }: SnapshotBuild): SnapshotFacts {
  const { collectedAt, meta } = snapshot
  const parts = [...new Set<Part>(Object.values(SHOWN).flat())].toSorted()
  return {
    name: snapshotName(collectedAt),
    collectedAt,
    builtAt,
    intervalMinutes: meta?.intervalMinutes ?? config.site.intervalMinutes,
    timeZone: config.site.timeZone,
    archived,
    asOf: Object.fromEntries(findStaleParts(snapshot, parts).map(({ part, asOf }) => [part, asOf])),
  }
}

export function writeSnapshotSheet(build: SnapshotBuild): string {
  const { timeZone } = build.config.site
  const told: Told = {
    collected: formatTime(build.snapshot.collectedAt, timeZone),
    built: formatTime(build.builtAt, timeZone),
    restore: `aether archive restore ${snapshotName(build.snapshot.collectedAt)} --to DIR`,
    sources: nameTroubled(build.snapshot),
    ...tellStaleParts(build.snapshot, timeZone),
  }
  const names = Object.keys(told)
  const said = names.filter((name) => told[name] !== '')
  const silent = names.filter((name) => told[name] === '')
  return [
    `:root{--snapshot:${quoteCss(JSON.stringify(snapshotFacts(build)))}}`,
    ...said.map((name) => `:root{--told-${name}:${quoteCss(told[name] ?? '')}}`),
    // A script writes the text itself, for whoever copies it or has it read aloud; then the element is not empty any more.
    ...said.map((name) => `[data-told="${name}"]:empty::before{content:var(--told-${name})}`),
    `:is(${silent.map((name) => `[data-tells="${name}"]`).join()}){display:none!important}`,
    paperStyle(`${build.name}, collected ${told['collected']}`),
    '',
  ].join('\n')
}

const MOST_NAMED = 3

function nameTroubled({ meta }: Snapshot): string {
  const troubled = troubledSources(meta)
  const named = troubled.slice(0, MOST_NAMED).map(({ name, state }) => `${name} ${state}`)
  if (troubled.length > MOST_NAMED) named.push(`${troubled.length - MOST_NAMED} more`)
  return named.join(', ')
}

/** For each page of the navigation: what on it is how much older, and of when it is. */
function tellStaleParts(snapshot: Snapshot, timeZone: string): Told {
  const entries = Object.entries(SHOWN).flatMap(([page, parts]) => {
    const stale = findStaleParts(snapshot, parts)
    const ages = stale.map(({ words, lag }) => `${words} by ${formatAge(lag)}`)
    const times = stale.map(({ words, asOf }) => `${words} (${formatTime(asOf, timeZone)})`)
    return [
      [`older-${page}`, ages.join(', ')],
      [`older-${page}-times`, times.join(', ')],
    ]
  })
  return Object.fromEntries(entries) as Told
}

/** The time of collection and the sheet's number on every printed sheet: only a margin box is repeated by the browsers. */
function paperStyle(text: string): string {
  const box = 'font:8pt sans-serif;color:black'
  return [
    `@page{@bottom-left{content:${quoteCss(text)};${box};white-space:nowrap}`,
    `@bottom-right{content:counter(page) " / " counter(pages);${box}}}`,
  ].join('')
}
