import { expect, test } from 'vitest'
import { deriveCloud } from '../../src/lib/cloud.ts'
import type { Host } from '../../src/lib/cloud.ts'
import { colourProjects, paintProjects } from '../../src/lib/project-colours.ts'
import { describeRun, drawRun, mapVcpus, runState, vcpusByProject } from '../../src/lib/vcpu-map.ts'
import { aConfig, aHypervisor, anInstance, aReservation, aSnapshot } from '../support/samples.ts'

function hostWith(used: number, reserved: number, purpose = '', vcpus = 20): Host {
  const cloud = deriveCloud(
    aSnapshot({
      hypervisors: [aHypervisor({ vcpus, vcpusUsed: used })],
      ratios: [{ host: 'cmp01', cpuRatio: 1, ramRatio: 1 }],
      reservations: [aReservation({ vcpus: reserved, purpose })],
      instances: [
        anInstance({ id: 'a', project: 'zeta', vcpus: 4 }),
        anInstance({ id: 'b', project: 'alpha', vcpus: 1 }),
        anInstance({ id: 'c', project: 'zeta', vcpus: 6 }),
      ],
    }),
    aConfig(),
  )
  const [host] = cloud.hosts
  if (!host) throw new Error('no host')
  return host
}

function runs(host: Host): [string, number, number][] {
  return mapVcpus(host).runs.map(({ kind, instance, start, count }) => [instance?.id ?? kind, start, count])
}

test('instances by project, the largest first, then what is theirs elsewhere, reserved and free', () => {
  expect(runs(hostWith(13, 5))).toEqual([
    ['c', 0, 6],
    ['a', 6, 4],
    ['b', 10, 1],
    ['other', 11, 2],
    ['reserved', 13, 5],
    ['free', 18, 2],
  ])
})

test('a spare has nothing free, and no more is reserved than is free', () => {
  expect(runs(hostWith(11, 5, 'backup for maintenance')).slice(3)).toEqual([['spare', 11, 9]])
  expect(runs(hostWith(11, 50)).slice(3)).toEqual([['reserved', 11, 9]])
})

test('an over-committed host has squares beyond its capacity', () => {
  expect(mapVcpus(hostWith(11, 0, '', 8))).toMatchObject({ capacity: 8, size: 11 })
})

test('the table beside the map says the same', () => {
  expect(vcpusByProject(hostWith(11, 0))).toEqual([
    { project: 'zeta', instances: 2, vcpus: 10 },
    { project: 'alpha', instances: 1, vcpus: 1 },
  ])
})

test('a run breaks at the end of a line', () => {
  expect(drawRun(1, 4, 3, 10)).toBe('M10 0h20v9h-20zM0 10h20v9h-20z')
  expect(drawRun(3, 1, 3, 10)).toBe('M0 10h10v9h-10z')
})

test('the eight largest projects have a colour each', () => {
  const instances = Array.from({ length: 12 }, (_, index) =>
    anInstance({ id: `${index}`, project: `p${index}`, vcpus: index }),
  )
  const colours = colourProjects(deriveCloud(aSnapshot({ instances }), aConfig()).projects)
  const largest = Array.from({ length: 8 }, (_, index) => colours.get(`p${11 - index}`))
  expect(largest).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((number) => `category-${number}`))
  expect(colours.get('p0')).toMatch(/^category-[1-8]$/)
})

test('two projects of one host never look the same, and who can keeps its colour', () => {
  const names = Array.from({ length: 20 }, (_, index) => `p${index}`)
  const paints = paintProjects(names, new Map(names.map((name) => [name, 'category-3'])))
  expect(paints.get('p0')).toEqual({ token: 'category-3', mark: 'none' })
  expect(new Set([...paints.values()].map(({ token, mark }) => `${token} ${mark}`)).size).toBe(20)
})

test('a colour that a smaller project owns is not given to a larger one that collides', () => {
  const colours = new Map([
    ['a', 'category-1'],
    ['b', 'category-1'],
    ['c', 'category-2'],
  ])
  expect([...paintProjects(['a', 'b', 'c'], colours).values()].map(({ token }) => token)).toEqual([
    'category-1',
    'category-3',
    'category-2',
  ])
})

test('a run in words, and the pattern of its state', () => {
  const [first, , , other] = mapVcpus(hostWith(13, 5)).runs
  expect(first && describeRun(first)).toBe('web, zeta: 6 vCPU, ACTIVE')
  expect(other && describeRun(other)).toBe('Used, by no instance in the list: 2 vCPU')
  const states = ['ACTIVE', 'VERIFY_RESIZE', 'SHUTOFF', 'ERROR'].map((status) =>
    runState({ kind: 'instance', start: 0, count: 1, instance: anInstance({ status }) }),
  )
  expect(states).toEqual(['running', 'running', 'still', 'error'])
})
