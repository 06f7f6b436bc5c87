import { expect, test } from 'vitest'
import { applyDraft, type Draft, NO_ENTRY } from '../../../src/lib/reservation-draft/draft.ts'
import { makeable, needsForce } from '../../../src/lib/reservation-draft/makeable.ts'
import { makeDraftFile, openDraftFile } from '../../../src/lib/reservation-draft/draft-file.ts'
import { deriveCloud } from '../../../src/lib/cloud.ts'
import { aConfig, aHypervisor, aReservation, aSnapshot } from '../../support/samples.ts'

const cloud = deriveCloud(
  aSnapshot({
    hypervisors: ['a', 'b'].map((name) => aHypervisor({ name, vcpus: 10, vcpusUsed: 4 })),
    ratios: ['a', 'b'].map((host) => ({ host, cpuRatio: 1, ramRatio: 1 })),
    reservations: [aReservation({ host: 'a', purpose: 'db', until: '2020-01-01' })],
  }),
  aConfig(),
)
const file = makeDraftFile(cloud, aConfig(), {
  site: 'DEMO',
  part: null,
  timeZone: 'UTC',
})
const hosts = openDraftFile(file)
const draftOf = (host: string, entry: object): Draft => [{ host, base: '', entry: { ...NO_ENTRY, ...entry } }]
const make = (draft: Draft) => makeable(draft, hosts, '2026-11-22')

test('an end that is over or no day gives way to the collected one, and is told', () => {
  expect(make(draftOf('a', { vcpus: 2, until: '2021-01-01' }))).toEqual({
    draft: draftOf('a', { vcpus: 2, until: '2020-01-01' }),
    refusedEnds: [{ host: 'a', until: '2021-01-01', isOver: true }],
  })
  expect(make(draftOf('b', { until: 'soon' }))).toEqual({
    draft: [],
    refusedEnds: [{ host: 'b', until: 'soon', isOver: false }],
  })
})

test.each(['2020-01-01', '2026-11-22', '2027-03-31', ''])(
  '%j of a host that has 2020-01-01 is taken',
  (until) => {
    const draft = draftOf('a', { vcpus: 2, until })
    expect(make(draft)).toEqual({ draft, refusedEnds: [] })
  },
)

test('hosts that are gone are left out', () => {
  expect(make(draftOf('gone', { vcpus: 1 })).draft).toEqual([])
})

test('an import is forced where a drafted host is asked more than it has free, and for no other', () => {
  const draft = draftOf('b', { vcpus: 7 })
  const drafted = applyDraft(hosts, draft, file.rules)
  expect(needsForce(draft, drafted)).toBe(true)
  expect(needsForce(draftOf('a', { vcpus: 1 }), drafted)).toBe(false)
  const within = draftOf('b', { vcpus: 6 })
  expect(needsForce(within, applyDraft(hosts, within, file.rules))).toBe(false)
})
