import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addMoves,
  arrivalsOn,
  EMPTY_PLAN,
  removeMove,
  runPlan,
  type Move,
  type Plan,
} from '../../../src/lib/planning/plan.ts'
import { STRICT, type PlanningHost } from '../../../src/lib/planning/planning-model.ts'
import { freeOf } from '../../../src/lib/planning/room.ts'
import { aCloud, aHost, aPool, aServer } from './support.ts'

function host(name: string, capacity: number, used: number): PlanningHost {
  const pools = { VCPU: aPool({ capacity, used }), MEMORY_MB: aPool({ capacity: 102_400, maxUnit: 102_400 }) }
  return aHost({ name, pools })
}

const moveOf = (instanceId: string, to: string): Move => ({ instanceId, host: to })

describe('a plan', () => {
  const cloud = aCloud(
    [host('cmp01', 10, 8), host('cmp02', 10, 4)],
    [
      aServer({ id: 'a', vcpus: 5 }),
      aServer({ id: 'b', vcpus: 3 }),
      aServer({ id: 'c', vcpus: 4, host: 'cmp02' }),
    ],
  )
  const vcpus = (plan: Plan) => {
    const { situation } = runPlan(cloud, plan, STRICT)
    return cloud.hosts.map((each) => situation.usedOn(each)['VCPU'])
  }

  test('frees the source and fills the destination', () => {
    expect(vcpus(EMPTY_PLAN)).toEqual([8, 4])
    expect(vcpus({ moves: [moveOf('a', 'cmp02')] })).toEqual([3, 9])
  })

  test('checks each move against what those before it left', () => {
    const moves = [moveOf('a', 'cmp02'), moveOf('b', 'cmp02')]
    const { steps } = runPlan(cloud, { moves }, STRICT)
    expect(steps.map(({ reasons }) => reasons.map(({ words }) => words))).toEqual([
      [],
      ['has 1 vCPU free, 3 vCPU needed'],
    ])
    // c makes the room that b lacks; a move that does not fit changes nothing.
    expect(vcpus({ moves })).toEqual([3, 9])
    const swapped = { moves: [moveOf('a', 'cmp02'), moveOf('c', 'cmp01'), moveOf('b', 'cmp02')] }
    expect(runPlan(cloud, swapped, STRICT).steps.map(({ reasons }) => reasons.length)).toEqual([0, 0, 0])
    expect(vcpus(swapped)).toEqual([4, 8])
  })

  test('marks arrivals on a host from which it moves others away, in whatever order, and counts them', () => {
    const [first, second] = cloud.hosts as [PlanningHost, PlanningHost]
    const outcome = runPlan(cloud, { moves: [moveOf('a', 'cmp02'), moveOf('c', 'cmp01')] }, STRICT)
    const words = 'is a host that the plan moves instances away from'
    for (const step of outcome.steps) expect(step.warnings).toEqual([{ code: 'emptied', words }])
    expect([arrivalsOn(first, outcome), arrivalsOn(second, outcome)]).toEqual([1, 1])
    const alone = runPlan(cloud, { moves: [moveOf('a', 'cmp02'), moveOf('b', 'cmp02')] }, STRICT)
    expect(alone.steps[0]?.warnings).toEqual([])
    // A move that does not fit leaves nothing.
    const misfit = runPlan(cloud, { moves: [moveOf('c', 'cmp02'), moveOf('a', 'cmp02')] }, STRICT)
    expect(misfit.steps[1]?.warnings).toEqual([])
    // Nobody empties it, so that they stay there is no news.
    expect(arrivalsOn(second, alone)).toBe(0)
  })

  test('frees what a server holds where it is, not what it asks for', () => {
    const odd = aServer({ id: 'odd', vcpus: 2, held: { VCPU: 6 } })
    const { situation } = runPlan(aCloud(cloud.hosts, [odd]), { moves: [moveOf('odd', 'cmp02')] }, STRICT)
    expect(cloud.hosts.map((each) => situation.usedOn(each)['VCPU'])).toEqual([2, 6])
  })

  test('a server moves once: another destination takes the place of the first', () => {
    const plan = addMoves({ moves: [moveOf('a', 'cmp02'), moveOf('b', 'cmp02')] }, [moveOf('a', 'cmp03')])
    expect(plan.moves).toEqual([moveOf('a', 'cmp03'), moveOf('b', 'cmp02')])
    expect(removeMove(plan, 'a').moves).toEqual([moveOf('b', 'cmp02')])
  })

  test('says by which way each server goes', () => {
    const all = aCloud(
      [aHost({ name: 'cmp01' }), aHost({ name: 'cmp02' }), aHost({ name: 'cmp03', state: 'down' })],
      [
        aServer({ id: 'a' }),
        aServer({ id: 'b', status: 'SHUTOFF' }),
        aServer({ id: 'c', status: 'PAUSED' }),
        aServer({ id: 'd', host: 'cmp03' }),
        aServer({ id: 'e', status: 'BUILD' }),
      ],
    )
    const { steps } = runPlan(all, { moves: [...'abcde'].map((id) => moveOf(id, 'cmp02')) }, STRICT)
    expect(steps.map(({ way }) => way)).toEqual(['live', 'cold', 'live', 'evacuate', null])
  })
})

const HOSTS = ['cmp01', 'cmp02', 'cmp03']
const anyHost = fc.constantFrom(...HOSTS)
const anyCloud = fc
  .record({
    capacities: fc.tuple(...HOSTS.map(() => fc.integer({ min: 0, max: 40 }))),
    servers: fc.array(fc.record({ vcpus: fc.integer({ min: 1, max: 9 }), at: anyHost }), { maxLength: 12 }),
  })
  .map(({ capacities, servers }) => {
    const instances = servers.map(({ vcpus, at }, index) =>
      aServer({ id: `s${index}`, vcpus, host: at, memoryMb: 1 }),
    )
    const usedOn = (name: string) =>
      servers.reduce((sum, { vcpus, at }) => sum + (at === name ? vcpus : 0), 0)
    return aCloud(
      HOSTS.map((name, index) => host(name, capacities[index] ?? 0, usedOn(name))),
      instances,
    )
  })
const anyMoves = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 11 }), anyHost).map(([index, to]) => moveOf(`s${index}`, to)),
  { maxLength: 12 },
)

describe('whatever the cloud and the plan', () => {
  test('removing every move gives the first state again', () => {
    fc.assert(
      fc.property(anyCloud, anyMoves, (cloud, moves) => {
        const full = addMoves(EMPTY_PLAN, moves)
        const empty = full.moves.reduce((plan, { instanceId }) => removeMove(plan, instanceId), full)
        const { situation, steps } = runPlan(cloud, empty, STRICT)
        expect(steps).toEqual([])
        for (const each of cloud.hosts) expect(situation.usedOn(each)['VCPU']).toBe(each.pools['VCPU']?.used)
      }),
    )
  })

  test('no host gets below zero that was not', () => {
    fc.assert(
      fc.property(anyCloud, anyMoves, (cloud, moves) => {
        const { situation } = runPlan(cloud, addMoves(EMPTY_PLAN, moves), STRICT)
        for (const each of cloud.hosts) {
          const before = (each.pools['VCPU']?.capacity ?? 0) - (each.pools['VCPU']?.used ?? 0)
          const after = freeOf(each, situation.usedOn(each), 'VCPU') ?? 0
          expect(after).toBeGreaterThanOrEqual(Math.min(0, before))
        }
      }),
    )
  })

  test('nothing gets lost: the sum of what is used stays', () => {
    fc.assert(
      fc.property(anyCloud, anyMoves, (cloud, moves) => {
        const { situation } = runPlan(cloud, addMoves(EMPTY_PLAN, moves), STRICT)
        const sum = (used: (each: PlanningHost) => number | undefined) =>
          cloud.hosts.reduce((total, each) => total + (used(each) ?? 0), 0)
        expect(sum((each) => situation.usedOn(each)['VCPU'])).toBe(sum((each) => each.pools['VCPU']?.used))
      }),
    )
  })

  test('the order of moves that fit without each other does not matter', () => {
    fc.assert(
      fc.property(anyCloud, anyMoves, (cloud, moves) => {
        const { moves: all } = addMoves(EMPTY_PLAN, moves)
        const sources = new Set(all.map(({ instanceId }) => cloud.instance(instanceId)?.host))
        // Independent: no host both gives and takes, and all fit in this order.
        fc.pre(all.every((move) => cloud.instance(move.instanceId) && !sources.has(move.host)))
        const forward = runPlan(cloud, { moves: all }, STRICT)
        fc.pre(forward.steps.every(({ reasons }) => reasons.length === 0))
        const backward = runPlan(cloud, { moves: all.toReversed() }, STRICT)
        expect(backward.steps.flatMap(({ reasons }) => reasons)).toEqual([])
        for (const each of cloud.hosts)
          expect(backward.situation.usedOn(each)).toEqual(forward.situation.usedOn(each))
      }),
    )
  })
})
