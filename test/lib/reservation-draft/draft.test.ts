import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Cloud, deriveCloud } from '../../../src/lib/cloud.ts'
import {
  applyDraft,
  type Draft,
  draftEntry,
  entryOf,
  NO_ENTRY,
  reviewDraft,
  undraft,
} from '../../../src/lib/reservation-draft/draft.ts'
import { draftCommands, draftDocument, draftImport } from '../../../src/lib/reservation-draft/draft-export.ts'
import { makeDraftFile, openDraftFile } from '../../../src/lib/reservation-draft/draft-file.ts'
import { decodeDraft, encodeDraft } from '../../../src/lib/reservation-draft/draft-link.ts'
import { readTyped, typeEntry } from '../../../src/lib/reservation-draft/draft-words.ts'
import { encodeTable } from '../../../src/lib/table/encode.ts'
import { allocationTable } from '../../../src/lib/table/tables/hosts.ts'
import { deriveTiers } from '../../../src/lib/tiers.ts'
import { aConfig, aHypervisor, aReservation, aSnapshot } from '../../support/samples.ts'

const context = { site: 'DEMO', part: null, timeZone: 'UTC' }

/** Each host has 10 vCPUs of which 4 are used, and 100 MiB of which 40 are; a has 2 reserved, b is a spare. */
function makeCloud(a = aReservation({ host: 'a', vcpus: 2, purpose: 'db' })): Cloud {
  return deriveCloud(
    aSnapshot({
      collectedAt: '2026-11-22T06:11:00Z',
      hypervisors: ['a', 'b', 'c'].map((name) =>
        aHypervisor({ name, vcpus: 10, vcpusUsed: 4, memoryMb: 100, memoryMbUsed: 40 }),
      ),
      ratios: ['a', 'b', 'c'].map((host) => ({ host, cpuRatio: 1, ramRatio: 1 })),
      reservations: [a, aReservation({ host: 'b', purpose: 'Backup for maintenance' })],
    }),
    aConfig(),
  )
}

const cloud = makeCloud()
const file = makeDraftFile(cloud, aConfig(), context)
const hosts = openDraftFile(JSON.parse(JSON.stringify(file)) as typeof file)
const [a, b, c] = hosts
if (!a || !b || !c) throw new Error('There are three hosts.')

/** a gives back what it has reserved, b is no spare any more, c takes 9 of its 6 free. */
const draft = draftEntry(
  draftEntry(draftEntry([], a, { ...entryOf(a.reservation), vcpus: 0 }), b, NO_ENTRY),
  c,
  { ...NO_ENTRY, vcpus: 9, memoryMb: 512, purpose: "it's $HOME", owner: '-x', until: '2027-03-31' },
)

test('without a draft the figures are those of the page', () => {
  expect(encodeTable(allocationTable, hosts, context)).toEqual(
    encodeTable(allocationTable, cloud.hosts, context),
  )
  expect(deriveTiers(hosts, {}).total).toEqual(cloud.total)
  expect(cloud.total.vcpu).toMatchObject({ available: 18, reserved: 2, maintenance: 6, final: 10 })
})

test('a draft changes every figure that a reservation decides', () => {
  const drafted = applyDraft(hosts, draft, file.rules)
  // 18 free: c's 9 are reserved, and b's 6 are held back no longer.
  expect(deriveTiers(drafted, {}).total.vcpu).toMatchObject({
    available: 18,
    reserved: 9,
    maintenance: 0,
    final: 9,
  })
  expect(drafted.map(({ vcpuAfterReservation }) => vcpuAfterReservation)).toEqual([6, 6, -3])
  expect(drafted.map(({ memoryMbAfterReservation }) => memoryMbAfterReservation)).toEqual([60, 60, -452])
  expect(drafted.map(({ spare }) => spare)).toEqual([false, false, false])
  expect(drafted.map(({ flags }) => flags)).toEqual([['draft'], ['draft'], ['draft', 'over-reserved']])
  // What was collected is not touched.
  expect(hosts.map(({ flags }) => flags)).toEqual([[], ['spare'], []])
})

test('a host leaves the draft when it is undone, or is as it was collected again', () => {
  expect(undraft(draft, 'c').map(({ host }) => host)).toEqual(['a', 'b'])
  expect(draftEntry(draft, a, entryOf(a.reservation)).map(({ host }) => host)).toEqual(['b', 'c'])
  expect(draftEntry(draft, a, { ...NO_ENTRY, vcpus: 5 }).map(({ host }) => host)).toEqual(['a', 'b', 'c'])
})

describe('a draft that was kept', () => {
  test('says which hosts are gone, changed meanwhile, or have it now', () => {
    const changed = makeCloud(aReservation({ host: 'a', vcpus: 3, purpose: 'db' })).hosts
    expect(reviewDraft(draft, changed)).toEqual({ draft, gone: [], changed: ['a'], made: [] })
    const made = makeCloud(aReservation({ host: 'a', purpose: 'db' })).hosts.slice(0, 2)
    expect(reviewDraft(draft, made)).toMatchObject({ gone: ['c'], changed: [], made: ['a'] })
    expect(reviewDraft(draft, made).draft.map(({ host }) => host)).toEqual(['b', 'c'])
  })

  test('is one word, which reads back', () => {
    const text = fc.string({ unit: 'binary' }).filter((value) => value.isWellFormed())
    const drafted = fc.record({
      host: text.filter((name) => name !== ''),
      base: fc.stringMatching(/^[a-z0-9]{1,7}$/),
      entry: fc.record({
        vcpus: fc.nat(),
        memoryMb: fc.nat().map((gib) => gib / 8),
        purpose: text,
        owner: text,
        until: text,
      }),
    })
    fc.assert(
      fc.property(fc.uniqueArray(drafted, { selector: ({ host }) => host, maxLength: 5 }), (some) => {
        const word = encodeDraft(some)
        expect(word).toMatch(/^[\w-]*$/)
        expect(decodeDraft(word)).toEqual({ draft: some, damaged: false })
      }),
    )
  })

  test.each(['x', 'e30', encodeDraft(draft).slice(0, -9), '%%%', btoa('[["a",1],3]')])(
    'that is damaged (%s) is read as far as it can be, and says so',
    (word) => {
      expect(decodeDraft(word)).toEqual({ draft: [], damaged: true })
    },
  )
})

describe('what is handed on', () => {
  const drafted = applyDraft(hosts, draft, file.rules)

  test('commands set only what is another, and force what is more than free', () => {
    expect(draftCommands(draft, hosts, drafted)).toBe(
      [
        'aether reserve set a --cpu 0',
        'aether reserve clear b',
        "aether reserve set c --cpu 9 --ram 0.5 --purpose 'it'\\''s $HOME' --owner=-x --until 2027-03-31 --force",
        '',
      ].join('\n'),
    )
  })

  test('a shell reads hostile texts as they are', () => {
    const purposes = ["'; rm -rf /; '", '$(id)`id`', 'a\nb', '"\\', '--force', '🙂 \u202e']
    for (const purpose of purposes) {
      const one = draftEntry([], c, { ...NO_ENTRY, purpose })
      const command = draftCommands(one, hosts, applyDraft(hosts, one, file.rules))
      const script = `aether() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${command}`
      const words = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0')
      const given = words[3]?.startsWith('--purpose=') ? words[3].slice('--purpose='.length) : words[4]
      expect(given).toBe(purpose)
    }
  })

  test('the file to import has the drafted hosts alone, the whole file also what nobody understands', () => {
    const taken = { CPU: '9', RAM: '0.5', Kebutuhan: "it's $HOME", Owner: '-x', Until: '2027-03-31' }
    expect(JSON.parse(draftImport(draft))).toEqual({
      a: { CPU: '', RAM: '', Kebutuhan: 'db', Owner: '', Until: '' },
      b: null,
      c: taken,
    })
    const document = { gone: 'what', a: { CPU: '2', RAM: '', Kebutuhan: 'db', Ticket: 7 }, b: {} }
    expect(JSON.parse(draftDocument(document, draft))).toEqual({
      gone: 'what',
      a: { CPU: '', RAM: '', Kebutuhan: 'db', Ticket: 7 },
      c: taken,
    })
  })
})

test('what is typed is read as the command reads it', () => {
  const before = { ...NO_ENTRY, memoryMb: 341.333_333, until: '2026-01-01' }
  const typed = typeEntry(before)
  expect(readTyped(typed, before, '2026-11-22')).toEqual({ entry: before, problems: {} })
  expect(readTyped({ ...typed, vcpus: ' 8 ', gib: '0.5' }, before, '2026-11-22').entry).toEqual({
    ...before,
    vcpus: 8,
    memoryMb: 512,
  })
  const wrong = readTyped({ ...typed, vcpus: '1.5', gib: '-1', until: '2026-11-21' }, before, '2026-11-22')
  expect(wrong.entry).toBeNull()
  expect(Object.keys(wrong.problems)).toEqual(['vcpus', 'gib', 'until'])
  expect(readTyped({ ...typed, until: 'soon' }, before, '2026-11-22').problems.until).toContain('a day')
})

test('an empty draft is nothing', () => {
  const none: Draft = []
  expect(encodeDraft(none)).toBe('')
  expect(decodeDraft('')).toEqual({ draft: [], damaged: false })
  expect(applyDraft(hosts, none, file.rules)).toEqual(hosts)
})
