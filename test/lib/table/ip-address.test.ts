import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWithin, parseAddress, parseAddressRange } from '../../../src/lib/table/ip-address.ts'

function within(range: string, address: string): boolean {
  const parsed = parseAddressRange(range)
  if (!parsed) throw new Error(`${range} is no range`)
  return isWithin(parsed, address)
}

describe('networks', () => {
  test.each([
    ['10.20.0.0/16', '10.20.255.1', true],
    ['10.20.0.0/16', '10.21.0.1', false],
    ['10.20.30.128/25', '10.20.30.127', false],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['10.0.0.1', '10.0.0.1', true],
    ['fd00::/8', 'fdab:1::2', true],
    ['2001:db8::/33', '2001:db8:8000::1', false],
    ['::ffff:10.0.0.1', '::ffff:a00:1', true],
    ['10.0.0.0/8', '::1', false],
    ['10.0.0.0/8', 'no address', false],
  ])('%s and %s: %s', (range, address, expected) => {
    expect(within(range, address)).toBe(expected)
  })

  test.each(['10.0.0', '10.0.0.256', '10.0.0.0/33', 'fd00::/129', '1::2::3', ':::', '10.0.0.0/8/8', ''])(
    '%j is none',
    (text) => expect(parseAddressRange(text)).toBeNull(),
  )

  test('every address lies in its own network of any length', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat(32), (address, bits) => {
        expect(parseAddress(address)).not.toBeNull()
        expect(within(`${address}/${bits}`, address)).toBe(true)
      }),
    )
  })
})
