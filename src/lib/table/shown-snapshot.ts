import { unquoteCss } from '../css-string.ts'
import type { SnapshotFacts } from '../snapshot-sheet.ts'
import type { Part } from '../stale-parts.ts'

/** Where the style sheet did not come, no time is known: an empty one is shown as "unknown". */
const UNKNOWN: SnapshotFacts = {
  name: '',
  collectedAt: '',
  builtAt: '',
  intervalMinutes: NaN,
  timeZone: 'UTC',
  archived: false,
  asOf: {},
}

/** The snapshot that this page is of, as snapshot.css says; browsers run no script of the page before it is there. */
export function shownSnapshot(): SnapshotFacts {
  const facts = readProperty('--snapshot')
  return facts === '' ? UNKNOWN : (JSON.parse(facts) as SnapshotFacts)
}

/** When what is shown was read: with the collection, or earlier where the last good files were kept. ISO 8601, '' where unknown. */
export function readAt(part: Part | null): string {
  const { collectedAt, asOf } = shownSnapshot()
  return (part && asOf[part]) ?? collectedAt
}

/** A text of snapshot.css. */
export function toldText(name: string): string {
  return readProperty(`--told-${name}`)
}

function readProperty(name: string): string {
  return unquoteCss(getComputedStyle(document.documentElement).getPropertyValue(name))
}
