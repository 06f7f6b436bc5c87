import { expect, test } from 'vitest'
import { deriveFlavorUse, findFlavorless } from '../../src/lib/flavor-use.ts'
import { aFlavor, anInstance } from '../support/samples.ts'

function useOf(
  flavors: { id: string; name: string }[],
  instances: { flavorId: string; flavorName: string }[],
) {
  const uses = deriveFlavorUse(
    flavors.map((fields) => aFlavor(fields)),
    instances.map((fields, index) => anInstance({ id: String(index), ...fields })),
  )
  return uses.map(({ flavor, instances: count, nameSuffices }) => [flavor.id, count, nameSuffices])
}

test('a flavor is used by the instances with its id, or with its name where they carry no id', () => {
  const flavors = [
    { id: '1', name: 'small' },
    { id: '2', name: 'large' },
    { id: '3', name: 'idle' },
  ]
  const instances = [
    { flavorId: '1', flavorName: 'small' },
    { flavorId: '', flavorName: 'small' },
    { flavorId: '2', flavorName: 'large' },
  ]
  expect(useOf(flavors, instances)).toEqual([
    ['1', 2, true],
    ['2', 1, true],
    ['3', 0, false],
  ])
})

test('of two flavors of one name each has its own instances, which only the id tells apart', () => {
  const flavors = [
    { id: '1', name: 'small' },
    { id: '2', name: 'small' },
  ]
  const instances = [
    { flavorId: '1', flavorName: 'small' },
    { flavorId: '2', flavorName: 'small' },
    { flavorId: '2', flavorName: 'small' },
    { flavorId: '', flavorName: 'small' },
  ]
  expect(useOf(flavors, instances)).toEqual([
    ['1', 1, false],
    ['2', 2, false],
  ])
})

test('an instance of a deleted flavor is not the new one’s that took its name, in any case', () => {
  const flavors = [{ id: 'new', name: 'Small' }]
  const instances = [
    { flavorId: 'old', flavorName: 'small' },
    { flavorId: 'new', flavorName: 'Small' },
  ]
  expect(useOf(flavors, instances)).toEqual([['new', 1, false]])
})

test('every instance is counted by a flavor, or found to be of none', () => {
  const flavors = [
    aFlavor({ id: '1', name: 'small' }),
    aFlavor({ id: '2', name: 'twin' }),
    aFlavor({ id: '3', name: 'twin' }),
  ]
  const instances = [
    ['1', 'small'],
    ['', 'small'],
    ['3', 'twin'],
    ['', 'twin'],
    ['gone', 'small'],
    ['', 'gone'],
  ].map(([flavorId = '', flavorName = '']) =>
    anInstance({ id: `${flavorId}/${flavorName}`, flavorId, flavorName }),
  )
  const found = findFlavorless(flavors, instances)
  expect(found.map(({ id }) => id)).toEqual(['/twin', 'gone/small', '/gone'])
  const counted = deriveFlavorUse(flavors, instances).reduce((sum, use) => sum + use.instances, 0)
  expect(counted + found.length).toBe(instances.length)
})
