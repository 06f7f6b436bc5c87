import { describe, expect, test } from 'vitest'
import { assignMoves } from '../../../src/lib/planning/assign.ts'
import { EMPTY_PLAN } from '../../../src/lib/planning/plan.ts'
import { STRICT, type PlanningHost } from '../../../src/lib/planning/planning-model.ts'
import { aCloud, aHost, aPool, aServer } from './support.ts'

/** Memory is never short, and equally free everywhere. */
function host(name: string, capacity: number, used: number, fields: Partial<PlanningHost> = {}) {
  return aHost({
    name,
    ...fields,
    pools: { VCPU: aPool({ capacity, used }), MEMORY_MB: aPool({ capacity: 1000, maxUnit: 1000 }) },
  })
}

const server = (id: string, vcpus: number) => aServer({ id, vcpus, memoryMb: 1 })

function assign(hosts: PlanningHost[], sizes: number[], plan = EMPTY_PLAN) {
  const instances = sizes.map((vcpus, index) => server(`s${index}`, vcpus))
  const cloud = aCloud([aHost({ name: 'cmp01' }), ...hosts], instances)
  const { plan: result, unplaced } = assignMoves(cloud, plan, instances, hosts, STRICT)
  return { moves: result.moves.map(({ instanceId, host: to }) => `${instanceId} ${to}`), unplaced }
}

describe('emptying a host', () => {
  test('places the largest first, each on the host that is fullest with it', () => {
    // 8 goes to B (2 of 10 left, against 12 of 20), then 2 fills B, then 4 goes to A.
    const { moves, unplaced } = assign([host('A', 20, 0), host('B', 10, 0)], [2, 8, 4])
    expect(moves).toEqual(['s1 B', 's2 A', 's0 B'])
    expect(unplaced).toEqual([])
  })

  test('prefers a host without a remark over a fuller one', () => {
    const { moves } = assign([host('A', 20, 0), host('B', 10, 7, { cpuRatio: 8 })], [2])
    expect(moves).toEqual(['s0 A'])
  })

  test('says what has no place, and which hosts refuse it why', () => {
    const { moves, unplaced } = assign(
      [
        host('A', 10, 6),
        host('B', 10, 9),
        host('C', 10, 0, { spare: true, purpose: 'backup for maintenance' }),
      ],
      [5, 3],
    )
    expect(moves).toEqual(['s1 A'])
    expect(unplaced.map(({ instance }) => instance.id)).toEqual(['s0'])
    expect(unplaced[0]?.refusals).toEqual([
      { reason: { code: 'vcpu', words: 'has 4 vCPU free, 5 vCPU needed' }, hosts: ['A', 'B'] },
      { reason: { code: 'spare', words: 'is a spare: "backup for maintenance"' }, hosts: ['C'] },
    ])
  })

  test('keeps the moves that the plan has, and counts them', () => {
    const others = [host('A', 10, 0), host('B', 9, 0)]
    const cloud = aCloud([aHost({ name: 'cmp01' }), ...others], [server('s0', 6), server('s1', 4)])
    const plan = { moves: [{ instanceId: 's0', host: 'B' }] }
    const wanted = cloud.instancesOn('cmp01').filter(({ id }) => id === 's1')
    const result = assignMoves(cloud, plan, wanted, others, STRICT)
    expect(result.plan.moves).toEqual([...plan.moves, { instanceId: 's1', host: 'A' }])
  })

  test('does not refill a host that the plan empties, while another has room, however much it warns', () => {
    const hosts = [host('cmp01', 10, 9), host('cmp02', 12, 3), host('A', 4, 0, { cpuRatio: 8 })]
    const cloud = aCloud(hosts, [server('gone', 9), { ...server('s0', 3), host: 'cmp02' }])
    const plan = { moves: [{ instanceId: 'gone', host: 'cmp02' }] }
    const place = (destinations: PlanningHost[]) =>
      assignMoves(cloud, plan, cloud.instancesOn('cmp02'), destinations, STRICT).plan.moves.at(-1)
    expect(place(hosts)).toEqual({ instanceId: 's0', host: 'A' })
    // Chosen by hand it is taken, with a remark.
    expect(place(hosts.slice(0, 1))).toEqual({ instanceId: 's0', host: 'cmp01' })
  })

  test('equal ones go by their order, so that two people get the same plan', () => {
    const hosts = [host('A', 10, 0), host('B', 10, 0)]
    expect(assign(hosts, [1, 1]).moves).toEqual(['s0 A', 's1 A'])
  })
})
