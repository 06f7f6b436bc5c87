import { describe, expect, test } from 'vitest'
import { checkFit } from '../../../src/lib/planning/fit.ts'
import { runPlan } from '../../../src/lib/planning/plan.ts'
import { STRICT, type PlanningInstance } from '../../../src/lib/planning/planning-model.ts'
import { fitOf, need, pools, reasonsOf, SOURCE, warningsOf, type FitCase } from './fit-case.ts'
import { aCloud, aServer } from './support.ts'

describe('the host', () => {
  test.each<[string, FitCase, string[]]>([
    ['down', { host: { state: 'down' } }, ['down: is down']],
    ['unknown', { host: { state: 'unknown' } }, ['state-unknown: is in an unknown state']],
    ['disabled', { host: { state: 'disabled' } }, ['disabled: is disabled']],
    [
      'disabled with a reason',
      { host: { state: 'disabled', disabledReason: 'fan' } },
      ['disabled: is disabled: fan'],
    ],
    ['zone', { host: { zone: 'east' } }, ['zone: is in zone east, not in nova']],
    [
      'a trait that it lacks',
      {
        server: { need: need({ requiredTraits: ['HW_CPU_X86_AVX2', 'CUSTOM_A'] }) },
        host: { traits: ['CUSTOM_A'] },
      },
      ['trait: lacks the trait HW_CPU_X86_AVX2'],
    ],
    [
      'a trait that it must not have',
      { server: { need: need({ forbiddenTraits: ['CUSTOM_A'] }) }, host: { traits: ['CUSTOM_A'] } },
      ['trait: has the forbidden trait CUSTOM_A'],
    ],
    [
      'an aggregate',
      { server: { need: need({ aggregateSpecs: { ssd: 'true' } }) }, host: { metadata: { ssd: ['false'] } } },
      ['aggregate: is in no aggregate with ssd=true'],
    ],
    [
      'other projects',
      { host: { metadata: { filter_tenant_id: ['p-beta', 'p-gamma'] } } },
      ['aggregate: is in an aggregate for other projects'],
    ],
  ])('%s', (_name, fields, reasons) => {
    expect(reasonsOf(fields)).toEqual(reasons)
  })

  test('zones may be left where that is asked for, and it is mentioned', () => {
    const fields = { host: { zone: 'east' }, rules: { otherZones: true } }
    expect(reasonsOf(fields)).toEqual([])
    expect(warningsOf(fields)).toEqual(['zone: is in zone east, not in nova'])
  })

  test('an unknown zone forbids nothing', () => {
    expect(fitOf({ host: { zone: null } })).toEqual({ reasons: [], warnings: [] })
  })

  test('traits and aggregates that agree, either of two, or for this project', () => {
    const server = {
      need: need({ requiredTraits: ['CUSTOM_A'], aggregateSpecs: { disk: '<or> ssd <or> nvme' } }),
    }
    const host = { traits: ['CUSTOM_A'], metadata: { disk: ['hdd', 'nvme'], filter_tenant_id1: ['p-alpha'] } }
    expect(fitOf({ server, host })).toEqual({ reasons: [], warnings: [] })
  })

  test('what was not collected is mentioned, not refused', () => {
    const server = { need: need({ requiredTraits: ['CUSTOM_A'], aggregateSpecs: { ssd: 'true' } }) }
    const fit = fitOf({ server, host: { traits: null, metadata: null } })
    expect(fit.reasons).toEqual([])
    expect(fit.warnings.map(({ code }) => code)).toEqual(['trait', 'aggregate'])
    const compared = fitOf({ server: { need: need({ aggregateSpecs: { cores: '>= 8' } }) } })
    expect(compared.warnings.map(({ words }) => words)).toEqual([
      'was not checked for cores >= 8 of an aggregate',
    ])
  })
})

describe('the server', () => {
  test('is where it runs', () => {
    const cloud = aCloud([SOURCE], [aServer()])
    const { situation } = runPlan(cloud, { moves: [] }, STRICT)
    const fit = checkFit(aServer(), SOURCE, { cloud, rules: STRICT, situation })
    expect(fit.reasons.map(({ code }) => code)).toEqual(['same-host'])
  })

  test.each<[Partial<PlanningInstance>, string]>([
    [{ status: 'BUILD' }, 'not-movable: is BUILD; Nova moves servers that are active, paused or shut off'],
    [
      { status: 'SUSPENDED' },
      'not-movable: is SUSPENDED; Nova moves servers that are active, paused or shut off',
    ],
    [{ status: 'ERROR', fault: 'No valid host\n at line 3' }, 'not-movable: is in ERROR: No valid host'],
    [{ status: 'ERROR' }, 'not-movable: is in ERROR'],
    [{ status: 'MIGRATING' }, 'moving: is being moved already'],
    [{ moving: true }, 'moving: is being moved already'],
    [{ status: 'VERIFY_RESIZE' }, 'moving: was moved or resized: confirm or revert that first'],
    [{ taskState: 'powering-off' }, 'not-movable: is busy: powering-off'],
    [{ host: null }, 'not-movable: is on no host'],
  ])('%o cannot be moved', (server, reason) => {
    expect(reasonsOf({ server })).toEqual([reason])
  })

  test('is evacuated from a host that is down, also from ERROR, but not when paused', () => {
    const source = { state: 'down' as const }
    expect(reasonsOf({ source, server: { status: 'ERROR' } })).toEqual([])
    expect(reasonsOf({ source, server: { status: 'PAUSED' } })).toEqual([
      'not-movable: is PAUSED on a host that is down, from where it cannot be evacuated',
    ])
  })

  test('locked, or leaving its tier: may be moved, with a remark', () => {
    expect(warningsOf({ server: { locked: true } })).toEqual([
      'locked: is locked: only an administrator can move it',
    ])
    expect(warningsOf({ host: { cpuRatio: 8, tiers: ['Shared 1:8'] } })).toEqual([
      'tier: is of another tier: Shared 1:8 instead of Shared 1:4',
    ])
  })
})

describe('server groups', () => {
  const memberIds = ['s1', 's2', 's3']
  const inGroup = (policy: string) => ({ group: { name: 'db', policy, memberIds } })
  const members = (policy: string, second: string | null) => ({
    server: { id: 's1', ...inGroup(policy) },
    others: [
      aServer({ id: 's2', name: 'two', host: second, ...inGroup(policy) }),
      aServer({ id: 's3', name: 'three', host: null, ...inGroup(policy) }),
    ],
  })

  test('anti-affinity refuses the host of another member', () => {
    expect(reasonsOf(members('anti-affinity', 'cmp02'))).toEqual([
      'anti-affinity: already has "two" of the anti-affinity group "db"',
    ])
    expect(reasonsOf(members('anti-affinity', 'cmp01'))).toEqual([])
    expect(warningsOf(members('soft-anti-affinity', 'cmp02')).length).toBe(1)
    expect(reasonsOf(members('soft-anti-affinity', 'cmp02'))).toEqual([])
  })

  test('anti-affinity follows the plan: a member that was moved there counts, one that was moved away does not', () => {
    const there = { ...members('anti-affinity', 'cmp01'), before: [{ instanceId: 's2', host: 'cmp02' }] }
    expect(reasonsOf(there)).toEqual(['anti-affinity: already has "two" of the anti-affinity group "db"'])
    const away = { ...members('anti-affinity', 'cmp02'), before: [{ instanceId: 's2', host: 'cmp03' }] }
    expect(reasonsOf(away)).toEqual([])
  })

  test('affinity refuses to part members', () => {
    expect(reasonsOf(members('affinity', 'cmp01'))).toEqual([
      'affinity: is not where "two" of the affinity group "db" runs',
    ])
    expect(reasonsOf(members('affinity', 'cmp02'))).toEqual([])
    expect(warningsOf(members('soft-affinity', 'cmp01')).length).toBe(1)
  })
})

test('tells every reason, not only the first', () => {
  const codes = fitOf({
    server: { status: 'BUILD' },
    host: { state: 'down', zone: 'east', pools: pools({ used: 100 }, { used: 102_400 }) },
  }).reasons.map(({ code }) => code)
  expect(codes).toEqual(['not-movable', 'down', 'zone', 'vcpu', 'memory'])
})
