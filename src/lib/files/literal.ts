/**
 * Reads the two machine forms that `openstack` prints into a CSV cell: JSON and Python's own notation
 * (`{'net': ['10.0.0.1', "it's"], 'x': None}`). A dictionary becomes a Map, which keeps its order and any key.
 */
export type Literal = string | number | boolean | null | Literal[] | Map<string, Literal>

/** Thrown with the offset of the first character that does not fit. */
export class LiteralError extends Error {
  override name = 'LiteralError'
  readonly offset: number

  constructor(offset: number) {
    super(`unexpected character at ${offset}`)
    this.offset = offset
  }
}

const WORDS: Record<string, boolean | null> = {
  None: null,
  null: null,
  True: true,
  true: true,
  False: false,
  false: false,
}
const SIMPLE_ESCAPES: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  '\n': '',
}
const CODE_LENGTH: Record<string, number> = { x: 2, u: 4, U: 8 }
const WORD = /[A-Za-z]+/y
const NUMBER = /-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y
const BLANK = /[ \t\r\n]*/y

interface Cursor {
  text: string
  at: number
}

/** Throws LiteralError. */
export function parseLiteral(text: string): Literal {
  const cursor: Cursor = { text, at: 0 }
  const value = readValue(cursor)
  skipBlanks(cursor)
  if (cursor.at < text.length) throw new LiteralError(cursor.at)
  return value
}

/** Null where the text is neither form. */
export function tryLiteral(text: string): Literal | undefined {
  try {
    return parseLiteral(text)
  } catch (error) {
    if (error instanceof LiteralError) return undefined
    throw error
  }
}

function readValue(cursor: Cursor): Literal {
  skipBlanks(cursor)
  const first = cursor.text[cursor.at]
  if (first === '{') return readDictionary(cursor)
  if (first === '[') return readList(cursor, ']')
  if (first === '(') return readList(cursor, ')')
  if (first === '"' || first === "'") return readString(cursor, first)
  const number = take(cursor, NUMBER)
  if (number) return Number(number)
  const start = cursor.at
  const word = WORDS[take(cursor, WORD)]
  if (word === undefined) throw new LiteralError(start)
  return word
}

function readDictionary(cursor: Cursor): Map<string, Literal> {
  const entries = new Map<string, Literal>()
  readItems(cursor, '}', () => {
    const key = readValue(cursor)
    skipBlanks(cursor)
    expect(cursor, ':')
    entries.set(typeof key === 'string' ? key : String(key), readValue(cursor))
  })
  return entries
}

function readList(cursor: Cursor, end: string): Literal[] {
  const items: Literal[] = []
  readItems(cursor, end, () => items.push(readValue(cursor)))
  return items
}

function readItems(cursor: Cursor, end: string, readItem: () => void): void {
  cursor.at += 1
  for (;;) {
    skipBlanks(cursor)
    if (cursor.text[cursor.at] === end) break
    readItem()
    skipBlanks(cursor)
    if (cursor.text[cursor.at] === end) break
    expect(cursor, ',')
  }
  cursor.at += 1
}

function readString(cursor: Cursor, quote: string): string {
  let value = ''
  let from = cursor.at + 1
  for (let at = from; at < cursor.text.length; at += 1) {
    const character = cursor.text[at]
    if (character === quote) {
      cursor.at = at + 1
      return value + cursor.text.slice(from, at)
    }
    if (character !== '\\') continue
    value += cursor.text.slice(from, at)
    const [decoded, length] = decodeEscape(cursor.text, at + 1)
    value += decoded
    at += length
    from = at + 1
  }
  throw new LiteralError(cursor.at)
}

/** The decoded character, and how many characters behind the backslash it took. */
function decodeEscape(text: string, at: number): [string, number] {
  const letter = text[at]
  if (letter === undefined) throw new LiteralError(at)
  const length = CODE_LENGTH[letter]
  if (length === undefined) return [SIMPLE_ESCAPES[letter] ?? letter, 1]
  const code = text.slice(at + 1, at + 1 + length)
  if (code.length < length || !/^[0-9a-fA-F]+$/.test(code)) throw new LiteralError(at)
  const point = Number.parseInt(code, 16)
  if (point > 0x10_ff_ff) throw new LiteralError(at)
  return [String.fromCodePoint(point), length + 1]
}

function take(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at
  const match = pattern.exec(cursor.text)?.[0] ?? ''
  cursor.at += match.length
  return match
}

function skipBlanks(cursor: Cursor): void {
  take(cursor, BLANK)
}

function expect(cursor: Cursor, character: string): void {
  if (cursor.text[cursor.at] !== character) throw new LiteralError(cursor.at)
  cursor.at += 1
}
