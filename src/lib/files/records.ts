import { z } from 'zod'
import { isObject } from './json-file.ts'

/** Not z.record, which drops a key called `__proto__`: Nova allows it in extra specs and metadata. */
export const TextRecord = z.custom<Record<string, string>>(
  (value) => isObject(value) && Object.values(value).every((text) => typeof text === 'string'),
  'expected an object of texts',
)

export const Amounts = z.custom<Record<string, number>>(
  (value) => isObject(value) && Object.values(value).every((amount) => Number.isFinite(amount)),
  'expected an object of numbers',
)
