import { z } from 'zod'
import { isObject } from './json-file.ts'
import { quote } from './parsed.ts'
import { parseNumber } from './sizes.ts'

/** Not z.record, which drops a key called `__proto__`: Nova allows it in extra specs and metadata. */
export const TextRecord = z.custom<Record<string, string>>(
  (value) => isObject(value) && Object.values(value).every((text) => typeof text === 'string'),
  'expected an object of texts',
)

export const Amounts = z.custom<Record<string, number>>(
  (value) => isObject(value) && Object.values(value).every((amount) => Number.isFinite(amount)),
  'expected an object of numbers',
)

/** A number, or a text that is one: the earlier scripts quote some of theirs. */
export const NumberText = z
  .union([z.number(), z.string()], 'expected a number')
  .transform((value, context) => {
    const number = typeof value === 'number' ? value : parseNumber(value)
    if (number !== null) return number
    context.addIssue({ code: 'custom', message: `${quote(String(value))} is not a number` })
    return z.NEVER
  })
