/** Cuts text into the pieces that the query language is made of. Every function takes a position and says where it stopped. */

export interface Scanned<T> {
  value: T
  end: number
}

/** Raised inside the parser only; it becomes a problem of the part it occurred in. */
export class QuerySyntaxError extends Error {
  readonly end: number
  constructor(message: string, end: number) {
    super(message)
    this.end = end
  }
}

export function skipSpace(text: string, at: number): number {
  let end = at
  while (end < text.length && /\s/.test(text.charAt(end))) end += 1
  return end
}

/** Up to white space, or up to a comma where one separates values. */
export function scanBare(text: string, at: number, stop: RegExp): Scanned<string> {
  let end = at
  while (end < text.length && !stop.test(text.charAt(end))) end += 1
  return { value: text.slice(at, end), end }
}

/** `"..."` with `\"` and `\\` inside. One that is not closed yet ends with the text: it is still being typed. */
export function scanQuoted(text: string, at: number): Scanned<string> {
  let value = ''
  for (let end = at + 1; end < text.length; end++) {
    const character = text.charAt(end)
    if (character === '"') return { value, end: end + 1 }
    if (character === '\\' && end + 1 < text.length) end += 1
    value += text.charAt(end)
  }
  return { value, end: text.length }
}

export interface RegexText {
  pattern: string
  flags: string
}

/** Only an expression holds these: `/dev/sda` is a path. */
const SIGNS = /[\\^$.*+?()[\]{}|]/

/** `/.../flags`; null where it is none, as in `/dev/sda`. Throws where it has no end or flags that mean nothing. */
export function scanRegex(text: string, at: number, stop: RegExp): Scanned<RegexText> | null {
  // `/[/` is a mistake of its own, not the beginning of everything that follows.
  const closing = findSlash(text, at + 1, true) ?? findSlash(text, at + 1, false)
  if (closing === null) throw new QuerySyntaxError('The regular expression has no closing “/”.', text.length)
  const flags = scanBare(text, closing + 1, stop)
  const pattern = text.slice(at + 1, closing)
  if (/^[ims]*$/.test(flags.value)) return { value: { pattern, flags: flags.value }, end: flags.end }
  if (!looksLikeFlags(flags.value, pattern)) return null
  throw new QuerySyntaxError(
    `The flags of a regular expression are i, m and s, not “${flags.value}”. Quote it to look for the text: "${text.slice(at, flags.end)}".`,
    flags.end,
  )
}

function looksLikeFlags(flags: string, pattern: string): boolean {
  if (!/^[a-z]+$/i.test(flags)) return false
  return flags.length === 1 || /^[dgimsuvy]+$/.test(flags) || SIGNS.test(pattern)
}

/** The next `/` that is not escaped and, where they are minded, in no character class. */
function findSlash(text: string, from: number, mindClasses: boolean): number | null {
  let inClass = false
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '\\') at += 1
    else if (character === '[') inClass = mindClasses
    else if (character === ']') inClass = false
    else if (character === '/' && !inClass) return at
  }
  return null
}
