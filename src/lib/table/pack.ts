/** Packs lists so that gzip has little left to do: 10,000 ids are their 160,000 bytes in base64 and nothing else. */
import type { PackedNumbers, PackedStrings } from './encoded.ts'

const UUID_AT_END = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const UUID_LENGTH = 36

/** Each byte's two digits, and the other way round: a byte is a character, as atob and btoa have it. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const CHARACTER_OF = new Map(HEX.map((digits, byte) => [digits, String.fromCharCode(byte)]))

export function packStrings(values: readonly (string | null)[]): PackedStrings {
  return packUuids(values) ?? packWords(values) ?? { list: [...values] }
}

function packWords(values: readonly (string | null)[]): PackedStrings | null {
  const places = new Map<string | null, number>()
  for (const value of values) if (!places.has(value)) places.set(value, places.size)
  if (places.size * 4 > values.length) return null
  return { words: [...places.keys()], at: values.map((value) => places.get(value) ?? 0) }
}

function packUuids(values: readonly (string | null)[]): PackedStrings | null {
  const prefix = values[0]?.slice(0, -UUID_LENGTH)
  if (prefix === undefined) return null
  const digits: string[] = []
  for (const value of values) {
    if (value === null || value.length !== prefix.length + UUID_LENGTH) return null
    if (!value.startsWith(prefix) || !UUID_AT_END.test(value)) return null
    digits.push(value.slice(prefix.length).replaceAll('-', ''))
  }
  return { prefix, uuids: toBase64(digits.join('')) }
}

/** gzip makes of random bytes 101 % in base64 and 114 % in hexadecimal digits, in which it sees repetitions that cost more than they save. */
function toBase64(hex: string): string {
  let bytes = ''
  for (let at = 0; at < hex.length; at += 2) bytes += CHARACTER_OF.get(hex.slice(at, at + 2))
  return btoa(bytes)
}

/** `count` values again. Strings are cut out when asked for, so that opening a large table costs nothing here. */
export function unpackStrings(packed: PackedStrings): (index: number) => string | null {
  if ('list' in packed) {
    const { list } = packed
    return (index) => list[index] ?? null
  }
  if ('words' in packed) {
    const { words, at } = packed
    return (index) => words[at[index] ?? -1] ?? null
  }
  const { prefix } = packed
  const bytes = atob(packed.uuids)
  return (index) => `${prefix}${uuidAt(bytes, index * 16)}`
}

function uuidAt(bytes: string, at: number): string {
  const part = (from: number, to: number) => {
    let digits = ''
    for (let place = at + from; place < at + to; place++) digits += HEX[bytes.charCodeAt(place)]
    return digits
  }
  return `${part(0, 4)}-${part(4, 6)}-${part(6, 8)}-${part(8, 10)}-${part(10, 16)}`
}

/** Anything that JSON cannot hold (NaN, Infinity) counts as not known. */
export function packNumbers(values: readonly (number | null)[]): PackedNumbers {
  const known = values.map((value) => (value !== null && Number.isFinite(value) ? value : null))
  const whole = known.every((value) => value === null || Number.isSafeInteger(value))
  const base = whole ? known.reduce<number>((low, value) => Math.min(low, value ?? low), Infinity) : 0
  if (base <= 0 || base === Infinity) return { base: 0, list: known }
  return { base, list: known.map((value) => (value === null ? null : value - base)) }
}

export function unpackNumbers(packed: PackedNumbers): (index: number) => number | null {
  const { base, list } = packed
  return (index) => {
    const value = list[index]
    return value === null || value === undefined ? null : value + base
  }
}
