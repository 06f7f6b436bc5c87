import fc from 'fast-check'
import { z } from 'zod'
import { Amounts, TextRecord } from '../../../src/lib/files/records.ts'

/** Names as strangers choose them. */
const HOSTILE = [
  '',
  ' ',
  ' leading and trailing ',
  'a|b',
  '"',
  '""',
  '"quoted"',
  'one "half',
  'line\nbreak',
  'line\r\nbreak',
  '\r',
  'None',
  '-',
  'null',
  'N/A (booted from volume)',
  '=HYPERLINK("http://x")',
  '<img src=x onerror=alert(1)>',
  '</script>',
  '{"a": 1}',
  "{'net': ['10.0.0.1']}",
  "k='v', x='y'",
  'net=10.0.0.1; net2=10.0.0.2',
  '\\',
  '\\n',
  '#comment',
  '\uFEFFbom',
  '🦊 \u202Etxet lanoitceridib\u202C',
  'é́',
  'x'.repeat(255),
  '__proto__',
  '\u0000',
  '\u2028',
]

export const nasty = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...HOSTILE), { maxLength: 3 }).map((parts) => parts.join('|')),
)
export const amount = fc.integer({ min: 0, max: 10_000_000 })
/** Objects as JSON.parse makes them. */
export function recordOf<T>(model: { [Key in keyof T]: fc.Arbitrary<T[Key]> }): fc.Arbitrary<T> {
  return fc.record<T>(model, { noNullPrototype: true })
}
export const id = fc.uuid()
export const time = fc
  .date({ min: new Date(0), max: new Date('2999-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())
export const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
/** JSON.parse of Node 24.21 takes a key of one escaped character for the backslash that it saw at the same place before. */
const keys = nasty.filter((text) => text.length !== 1 || JSON.stringify(text).length === 3)
export const record = <T>(values: fc.Arbitrary<T>) =>
  fc.dictionary(keys, values, { noNullPrototype: true, maxKeys: 4 })
/** Host names, types and words that files without quoting can hold. */
export const word = fc
  .stringMatching(/^[a-z][a-z0-9.-]{0,20}$/)
  .filter((text) => text !== 'enabled' && text !== 'disabled')

/** Rows that fit a schema of ours, whatever their texts. */
export function fitting(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  if (schema === TextRecord) return record(nasty)
  if (schema === Amounts) return record(amount)
  if (schema instanceof z.ZodISODateTime) return time
  if (schema instanceof z.ZodString) return nasty
  if (schema instanceof z.ZodNumber)
    return fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0)
  if (schema instanceof z.ZodBoolean) return fc.boolean()
  if (schema instanceof z.ZodLiteral) return fc.constant(schema.value)
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options)
  if (schema instanceof z.ZodOptional) return fitting(schema.unwrap())
  if (schema instanceof z.ZodNullable) return maybe(fitting(schema.unwrap()))
  if (schema instanceof z.ZodUnion) return fc.oneof(...schema.options.map(fitting))
  if (schema instanceof z.ZodArray) return fc.array(fitting(schema.element), { maxLength: 4 })
  // Ids and resource classes are the keys of records, and zod drops `__proto__` there.
  if (schema instanceof z.ZodRecord)
    return fc.dictionary(word, fitting(schema.valueType), { noNullPrototype: true, maxKeys: 4 })
  if (schema instanceof z.ZodObject) {
    const entries = Object.entries(schema.shape)
    return fc.record(Object.fromEntries(entries.map(([key, value]) => [key, fitting(value)])), {
      requiredKeys: entries.filter(([, value]) => !(value instanceof z.ZodOptional)).map(([key]) => key),
      noNullPrototype: true,
    })
  }
  throw new Error(`no arbitrary for ${schema.constructor.name}`)
}
