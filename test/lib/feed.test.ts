import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { type FeedInput, serialiseFeed } from '../../src/lib/feed.ts'
import { aChange, aCollection } from '../support/changes.ts'
import { hostileNames } from '../support/hostile-data.ts'

interface ReadPart {
  id: string
  title: string
  updated: string
  links: Record<string, string>
  content: string[]
}

interface ReadFeed {
  version: string
  /** What the parser found wrong; '' for nothing. */
  bozo: string
  feed: ReadPart
  entries: ReadPart[]
}

/** What XML has no way to say. */
const lost = ['\u0000', '\u001B', '\uD800', '\uFFFE']
const NO_CHARACTERS = new RegExp(`[${lost.join('')}]`, 'g')

const input: FeedInput = {
  site: 'CLOUD <b>&',
  timeZone: 'UTC',
  collectedAt: '2026-11-22T06:11:00Z',
  changes: [],
  makeId: (name) => `tag:example.org,2026:${name}`,
}

/** By Debian's feedparser, as it reads it from https://aether.example.org/some/prefix/feed.atom. */
async function parse(text: string): Promise<ReadFeed> {
  const script = join(import.meta.dirname, '../support/read_feed.py')
  const { stdout } = await execa('/usr/bin/python3', [script], { input: text })
  return JSON.parse(stdout) as ReadFeed
}

test('a feed without entries is valid and as old as the collection', async () => {
  const { version, bozo, feed, entries } = await parse(serialiseFeed(input))
  expect([version, bozo, entries]).toEqual(['atom10', '', []])
  expect(feed.updated).toBe('2026-11-22T06:11:00Z')
})

test('an entry is a collection that changed something, the newest first, with links from where the feed is', async () => {
  const changes = [
    aCollection('2026-11-22T02:11:00Z', [aChange('host', 'added', {}, { project: null, name: 'cmp09' })]),
    aCollection('2026-11-22T04:11:00Z', []),
    aCollection('2026-11-22T06:11:00Z', [aChange('instance', 'moved', { host: ['cmp01', 'cmp02'] })], {
      previous: '2026-11-22T04:11:00Z',
    }),
  ]
  const { bozo, feed, entries } = await parse(serialiseFeed({ ...input, changes }))
  expect(bozo).toBe('')
  expect(feed.title).toBe('CLOUD <b>&: changes')
  expect(feed.links).toEqual({
    self: 'https://aether.example.org/some/prefix/feed.atom',
    alternate: 'https://aether.example.org/some/prefix/changes/',
  })
  expect(entries.map(({ id, title, updated }) => [id, title, updated])).toEqual([
    ['tag:example.org,2026:2026-11-22T061100Z', '1 change, 22 Nov 2026, 06:11 UTC', '2026-11-22T06:11:00Z'],
    ['tag:example.org,2026:2026-11-22T021100Z', '1 change, 22 Nov 2026, 02:11 UTC', '2026-11-22T02:11:00Z'],
  ])
  expect(entries[0]?.links['alternate']).toBe(
    'https://aether.example.org/some/prefix/changes/?from=2026-11-22T041100Z&to=2026-11-22T061100Z',
  )
  expect(entries[0]?.content[0]).toContain('instance web (alpha): Moved from cmp01 to cmp02')
  expect(entries[1]?.content[0]).toContain('host cmp09: Added')
})

test('strangers’ names are text, whatever is in them', async () => {
  const names = [...hostileNames, `${lost.join(' and ')} are none`, ']]>', '&lt;b&gt;']
  const events = names.map((name) =>
    aChange('instance', 'renamed', { name: ['a', name] }, { name, project: name }),
  )
  const changes = events.map((event, index) => aCollection(`2026-11-22T06:${10 + index}:00Z`, [event]))
  const text = serialiseFeed({ ...input, site: names.join(' '), changes })
  const { bozo, entries } = await parse(text)
  expect(bozo).toBe('')
  expect(entries).toHaveLength(names.length)
  const { stdout } = await execa('/usr/bin/python3', ['-c', COUNT_ELEMENTS], { input: text })
  // Nothing but our own elements, and every name whole in the text of one.
  const read = JSON.parse(stdout) as { elements: string[]; texts: string[] }
  expect(read.elements.toSorted()).toEqual(
    [
      'author',
      'content',
      'div',
      'entry',
      'feed',
      'id',
      'li',
      'link',
      'name',
      'p',
      'title',
      'ul',
      'updated',
    ].toSorted(),
  )
  for (const name of names) {
    const shown = name.replaceAll(NO_CHARACTERS, '\uFFFD')
    expect(read.texts.some((line) => line.includes(`instance ${shown} (${shown})`))).toBe(true)
  }
})

const COUNT_ELEMENTS = `
import json, sys
from xml.etree import ElementTree
items = list(ElementTree.fromstring(sys.stdin.buffer.read()).iter())
print(json.dumps({"elements": sorted({item.tag.split("}")[1] for item in items}), "texts": [item.text for item in items if item.text]}))
`

test('it is bounded: fifty collections, twenty changes of each', async () => {
  const events = Array.from({ length: 25 }, (_, index) =>
    aChange('instance', 'created', {}, { id: `i${index}` }),
  )
  const changes = Array.from({ length: 60 }, (_, index) =>
    aCollection(new Date(Date.UTC(2026, 0, 1, index)).toISOString(), events),
  )
  const { entries } = await parse(serialiseFeed({ ...input, changes }))
  expect(entries).toHaveLength(50)
  expect(entries[0]?.content[0]?.match(/<li>/g)).toHaveLength(21)
  expect(entries[0]?.content[0]).toContain('and 5 more')
})
