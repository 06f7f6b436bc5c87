/** The Atom feed of what changed: RFC 4287, an entry a collection. */
import { countChanges } from './change-counts.ts'
import { describeChange } from './change-words.ts'
import type { ChangeEvent, HistoryChanges } from './files/history-events.ts'
import { formatTime, snapshotName } from './time.ts'
import { formatCount, formatCountOf } from './units.ts'

const MOST_ENTRIES = 50
const MOST_LISTED = 20

export interface FeedInput {
  site: string
  timeZone: string
  collectedAt: string
  changes: readonly HistoryChanges[]
  /** An id (RFC 4287, 4.2.6) of the feed, and of the entry of a collection by its snapshot's name: the same whenever it is made. */
  makeId(name: string): string
}

/**
 * The newest collections that changed something. Links are relative to the feed's own address, since a site does not know where it is
 * served; there is no xml:base, which would have to be absolute to say more.
 */
export function serialiseFeed({ site, timeZone, collectedAt, changes, makeId }: FeedInput): string {
  const entries = changes
    .filter(({ events }) => events.length > 0)
    .slice(-MOST_ENTRIES)
    .toReversed()
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
    `<id>${escapeXml(makeId(''))}</id>`,
    `<title>${escapeXml(`${site}: changes`)}</title>`,
    // Not when it was made: a feed without news is the same file.
    `<updated>${escapeXml(entries[0]?.at ?? collectedAt)}</updated>`,
    `<author><name>${escapeXml(`Aether, ${site}`)}</name></author>`,
    '<link rel="self" type="application/atom+xml" href="feed.atom"/>',
    '<link rel="alternate" type="text/html" href="changes/"/>',
    ...entries.map((entry) => serialiseEntry(entry, timeZone, makeId)),
    '</feed>\n',
  ].join('\n')
}

function serialiseEntry(
  { at, previous, events }: HistoryChanges,
  timeZone: string,
  makeId: FeedInput['makeId'],
): string {
  const name = snapshotName(at)
  const times = new URLSearchParams({ ...(previous && { from: snapshotName(previous) }), to: name })
  return [
    '<entry>',
    `<id>${escapeXml(makeId(name))}</id>`,
    `<title>${escapeXml(`${formatCountOf(events.length, 'change')}, ${formatTime(at, timeZone)}`)}</title>`,
    `<updated>${escapeXml(at)}</updated>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(`changes/?${times}`)}"/>`,
    `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${serialiseContent(events)}</div></content>`,
    '</entry>',
  ].join('\n')
}

function serialiseContent(events: readonly ChangeEvent[]): string {
  const counts = countChanges(events).map(({ words }) => words)
  const more = events.length - MOST_LISTED
  const lines = events.slice(0, MOST_LISTED).map(describeEvent)
  if (more > 0) lines.push(`and ${formatCount(more)} more`)
  return `<p>${escapeXml(counts.join(', '))}</p><ul>${lines.map((line) => `<li>${escapeXml(line)}</li>`).join('')}</ul>`
}

function describeEvent(event: ChangeEvent): string {
  const whose = event.project === null ? '' : ` (${event.project})`
  return `${event.subject} ${event.name || event.id}${whose}: ${describeChange(event)}`
}

/** What XML 1.0 (2.2, Char) cannot hold, not even escaped: controls, lone surrogates and two code points that are no characters. */
const NO_CHARACTER = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text for an element or an attribute in double quotes; names are strangers'. */
function escapeXml(text: string): string {
  return text
    .replaceAll(NO_CHARACTER, '\u{FFFD}')
    .replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
}
