/** Samples whose cells hold whatever a cell could. */
import fc from 'fast-check'
import type { Sample } from './sample.ts'

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom('<b>', '', '=1+1', 'a|b'),
)
const uuid = fc.uuid({ version: 4 })
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 4 })
const href = maybe(
  fc.oneof(
    text,
    uuid.map((id) => `instances/?id=${id}`),
  ),
)
const link = fc.record({ text, href })
const amount = fc.oneof(
  fc.integer({ min: -1000, max: 1e9 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)
const positive = maybe(amount.map((value) => (Object.is(value, -0) ? 0 : value)))
const time = fc
  .date({ min: new Date('1971-01-01'), max: new Date('2099-01-01'), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, 19)}Z`)

export const arbitrarySample: fc.Arbitrary<Sample> = fc.record({
  id: uuid,
  name: maybe(text),
  status: fc.constantFrom('ACTIVE', 'ERROR', 'SHUTOFF'),
  project: maybe(link),
  links: maybe(fc.array(link, { maxLength: 3 })),
  tags: maybe(fc.array(text, { maxLength: 3 })),
  networks: fc.array(fc.record({ network: text, addresses: fc.array(fc.ipV4(), { maxLength: 3 }) }), {
    maxLength: 3,
  }),
  volumes: maybe(
    fc.array(fc.record({ device: text, name: text, id: fc.oneof(uuid, text), sizeGib: maybe(fc.nat()) }), {
      maxLength: 3,
    }),
  ),
  fill: maybe(fc.record({ used: fc.nat(), reserved: fc.nat(), spare: fc.nat(), capacity: maybe(fc.nat()) })),
  used: maybe(fc.record({ count: fc.nat(), href })),
  amount: positive,
  vcpu: positive,
  ram: positive,
  size: positive,
  bytes: positive,
  share: positive,
  ratio: positive,
  locked: maybe(fc.boolean()),
  created: maybe(time),
})
