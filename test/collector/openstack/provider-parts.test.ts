import { expect, test } from 'vitest'

import type { Api } from '../../../collector/openstack/client.ts'
import { readPlacement } from '../../../collector/openstack/placement.ts'
import { RequestError } from '../../../collector/openstack/request-error.ts'

const parts: Record<string, unknown> = {
  inventories: { VCPU: { total: 8 } },
  allocations: { consumer: { resources: { VCPU: 2 } } },
  traits: ['HW_CPU_X86_AVX2'],
  aggregates: [],
}

/** A Placement with these providers; `fault` decides about the parts of each. Counts what is asked for. */
function createPlacement(names: string[], fault: (name: string, part: string) => unknown) {
  const asked: string[] = []
  const api: Api = {
    concurrency: 1,
    offers: async () => true,
    async get({ path }) {
      const [, , name = '', part = ''] = path.split('/')
      if (name === '') return { resource_providers: names.map((uuid) => ({ uuid, name: uuid })) }
      asked.push(`${name} ${part}`)
      return fault(name, part) ?? { [part]: parts[part] }
    },
  }
  return { api, asked }
}

function refuse(status: number): never {
  throw new RequestError(`Placement answered ${status}.`, { kind: 'status', status })
}

test('what could not be read of a provider is null and named, and the rest of it is used', async () => {
  const { api } = createPlacement(['cmp1', 'cmp2', 'cmp3'], (name, part) => {
    if (name === 'cmp2' && part !== 'traits') refuse(503)
    // An answer without what was asked for is no provider without it.
    return name === 'cmp3' && part === 'inventories' ? {} : undefined
  })
  const { value, shortfall } = await readPlacement(api)
  expect(value[0]).toMatchObject({ allocations: { consumer: { VCPU: 2 } }, traits: ['HW_CPU_X86_AVX2'] })
  expect(value[1]).toMatchObject({
    name: 'cmp2',
    inventories: null,
    allocations: null,
    traits: ['HW_CPU_X86_AVX2'],
    aggregates: null,
  })
  expect(value[2]).toMatchObject({ inventories: null, allocations: { consumer: { VCPU: 2 } } })
  expect(shortfall).toBe(
    '2 of 3 resource providers could not be read whole: cmp2 (inventories, allocations, aggregates), cmp3 (inventories): Placement answered 503.',
  )
})

test.each([
  ['inventories', { VCPU: { reserved: 0 } }],
  ['inventories', { VCPU: { total: 'many' } }],
  ['inventories', [{ total: 8 }]],
  ['allocations', { consumer: { resources: { VCPU: null } } }],
  ['allocations', { consumer: {} }],
  ['allocations', 'none'],
  ['traits', { HW_CPU_X86_AVX2: true }],
])('%s that are %j count as not read, not as none', async (part, wrong) => {
  const { api } = createPlacement(['cmp1', 'cmp2'], (name, asked) =>
    name === 'cmp2' && asked === part ? { [part]: wrong } : undefined,
  )
  const { value, shortfall } = await readPlacement(api)
  expect(value[1]).toMatchObject({ name: 'cmp2', [part]: null })
  expect(shortfall).toContain(`1 of 2 resource providers could not be read whole: cmp2 (${part})`)
})

test('a provider that was deleted in between is no fault', async () => {
  const { api } = createPlacement(['cmp1', 'gone'], (name) => (name === 'gone' ? refuse(404) : undefined))
  const { value, shortfall } = await readPlacement(api)
  expect(value.map(({ name }) => name)).toEqual(['cmp1'])
  expect(shortfall).toBe('')
})

test('a Placement without any provider is empty, not broken', async () => {
  const { api } = createPlacement([], () => undefined)
  expect(await readPlacement(api)).toEqual({ value: [], shortfall: '' })
})

test.each(['inventories', 'allocations'])(
  'where the %s of no provider can be read, nothing was',
  async (lost) => {
    const { api } = createPlacement(['cmp1', 'cmp2'], (_name, part) =>
      part === lost ? refuse(403) : undefined,
    )
    await expect(readPlacement(api)).rejects.toThrow('Placement answered 403.')
  },
)

test('traits that nobody may read cost nothing but the traits', async () => {
  const { api } = createPlacement(['cmp1'], (_name, part) => (part === 'traits' ? refuse(403) : undefined))
  const { value, shortfall } = await readPlacement(api)
  expect(value[0]).toMatchObject({ traits: null, aggregates: [], inventories: { VCPU: { total: 8 } } })
  expect(shortfall).toContain('cmp1 (traits)')
})

test('a part that fails again and again is not asked of every provider, and the other parts are', async () => {
  const names = Array.from({ length: 100 }, (_, index) => `cmp${index}`)
  const { api, asked } = createPlacement(names, (name, part) =>
    part === 'allocations' && name !== 'cmp5' ? refuse(500) : undefined,
  )
  const { value, shortfall } = await readPlacement(api)
  expect(asked.filter((line) => line.endsWith('allocations')).length).toBeLessThan(30)
  expect(asked.filter((line) => line.endsWith('inventories'))).toHaveLength(100)
  expect(value.filter(({ allocations }) => allocations !== null).map(({ name }) => name)).toEqual(['cmp5'])
  expect(shortfall).toMatch(/^99 of 100 resource providers .* and 94 more: Placement answered 500\.$/)
})
