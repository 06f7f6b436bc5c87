/** What is easily written otherwise than it is understood, and would find nothing without a word. Each says how to write it. */
import { parseAddressRange } from './ip-address.ts'
import { KINDS } from './kinds.ts'
import type { QueryField } from './query.ts'

const GROUPED = /(^|[<>]=?|[^\d,])(\d{1,3}(?:,\d{3})+(?:\.\d+)?)(?![\d,])/g

/**
 * `1,000` as the table prints it is a list of 1 and 000. A list of numbers is not refused, but where it begins with a zero, stands behind
 * a comparison or in a range, or is a number that the column shows.
 */
export function hintThousands(text: string, field: QueryField): string | null {
  if (!KINDS[field.kind].numeric && field.kind !== 'capacity') return null
  for (const [, before = '', written = ''] of text.matchAll(GROUPED)) {
    const [first = '', ...others] = written.split(',')
    const plain = written.replaceAll(',', '')
    const isNumber =
      others.some((group) => group.startsWith('0')) || /[<>]/.test(before) || text.includes('..')
    if (!isNumber && !field.shows?.(Number(plain))) continue
    const either = isNumber ? '' : `, or ${[...others, first].join()} for any of them`
    return `A comma stands between values, so that “${written}” would be ${written.replaceAll(',', ' or ')}: write ${plain}${either}.`
  }
  return null
}

/** `status:error, shutoff`: the blank ends the list. */
export function hintBlankAfterComma(written: string, after: string): string | null {
  const next = /^\s+(\S+)/.exec(after)?.[1]
  if (!written.endsWith(',') || next === undefined) return null
  return `A blank ends the list: write ${written}${next}, or leave out the comma.`
}

/** A network on its own is asked for among the addresses, not as a text. */
export function hintNetwork(word: string, fields: readonly QueryField[], ip: string): string | null {
  if (!word.includes('/') || !parseAddressRange(word) || !fields.some(({ key }) => key === ip)) return null
  return `A network is asked for as ${ip}:${word}. Quote it to look for the text: "${word}".`
}
