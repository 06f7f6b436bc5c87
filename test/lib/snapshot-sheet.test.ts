import { expect, test } from 'vitest'
import type { Snapshot } from '../../src/lib/model.ts'
import { snapshotFacts, writeSnapshotSheet } from '../../src/lib/snapshot-sheet.ts'
import { openSheet } from '../support/snapshot-sheet.ts'
import { aConfig, aMeta, aSnapshot } from '../support/samples.ts'

const file = (asOf: string, stale: boolean) => ({ bytes: 1, sha256: '', asOf, stale })
const config = aConfig()
const build = (snapshot: Snapshot, name = 'North') => ({
  snapshot,
  config,
  name,
  builtAt: '2026-11-22T06:12:00Z',
  archived: true,
})

test('scripts find the times in one property, whatever the zone is called', () => {
  const built = build(aSnapshot())
  const { facts } = openSheet(writeSnapshotSheet(built))
  expect(facts).toEqual(snapshotFacts(built))
  expect(facts).toMatchObject({
    name: '2026-11-22T061100Z',
    collectedAt: '2026-11-22T06:11:00Z',
    builtAt: '2026-11-22T06:12:00Z',
    timeZone: 'UTC',
    asOf: {},
  })
})

test('the times show without a script, and what there is nothing to say of does not', () => {
  const sheet = writeSnapshotSheet(build(aSnapshot()))
  const { told, isSilent } = openSheet(sheet)
  expect(told('collected')).toBe('22 Nov 2026, 06:11 UTC')
  expect(told('built')).toBe('22 Nov 2026, 06:12 UTC')
  expect(sheet).toContain('[data-told="collected"]:empty::before{content:var(--told-collected)}')
  for (const name of ['sources', 'older-hosts', 'older-projects']) {
    expect(isSilent(name)).toBe(true)
  }
})

test('parts that were read earlier are told to the pages that show them, with their times', () => {
  const stale = aSnapshot({
    meta: aMeta({
      'volumes.json': file('2026-11-22T04:11:00Z', true),
      'flavors.csv': file('2026-11-22T06:11:00Z', false),
    }),
  })
  const { told, isSilent } = openSheet(writeSnapshotSheet(build(stale)))
  expect(told('older-volumes')).toBe('volumes by 2 h')
  expect(told('older-projects-times')).toBe('volumes (22 Nov 2026, 04:11 UTC)')
  expect([isSilent('older-volumes'), isSilent('older-flavors')]).toEqual([false, true])
  expect(snapshotFacts(build(stale)).asOf).toEqual({ volumes: '2026-11-22T04:11:00Z' })
})

test('every printed sheet names the site and the time, and no name can end the style sheet’s strings', () => {
  expect(writeSnapshotSheet(build(aSnapshot()))).toContain(
    String.raw`@page{@bottom-left{content:"North, collected 22 Nov 2026, 06:11 UTC"`,
  )
  const hostile = writeSnapshotSheet(build(aSnapshot(), '"}</style>*{display:none}'))
  expect(hostile).not.toContain('</')
  expect(hostile).not.toContain('*{')
})
