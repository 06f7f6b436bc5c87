/** Characters that nobody sees but that change what is seen: they end lines, turn the direction of writing, or take no room. */

export interface TextPiece {
  text: string
  /** What a control character is called; null for text that shows itself. */
  name: string | null
}

/**
 * C0, DEL, C1, zero-width space, marks and overrides of direction, and what else Unicode calls "format" without a use inside a word.
 * Joiners (U+200C, U+200D) are left alone: Persian and emoji are written with them.
 */
const CONTROL = new RegExp(
  '[\\p{Cc}\\u00AD\\u061C\\u200B\\u200E\\u200F\\u2028-\\u202E\\u2060-\\u206F\\uFEFF]',
  'u',
)
const SPLIT = new RegExp(`(${CONTROL.source})`, 'u')

const NAMES: Record<number, string> = {
  0x09: 'TAB',
  0x0a: 'LF',
  0x0d: 'CR',
  0x00ad: 'SHY',
  0x061c: 'ALM',
  0x200b: 'ZWSP',
  0x200e: 'LRM',
  0x200f: 'RLM',
  0x2028: 'LS',
  0x2029: 'PS',
  0x202a: 'LRE',
  0x202b: 'RLE',
  0x202c: 'PDF',
  0x202d: 'LRO',
  0x202e: 'RLO',
  0x2060: 'WJ',
  0x2066: 'LRI',
  0x2067: 'RLI',
  0x2068: 'FSI',
  0x2069: 'PDI',
  0xfeff: 'BOM',
}

export function holdsControls(text: string): boolean {
  return CONTROL.test(text)
}

/** The text in pieces, each control character by itself with its name (`RLO`, or `U+0007` where it has no short one). */
export function splitControls(text: string): TextPiece[] {
  return text
    .split(SPLIT)
    .filter((piece) => piece !== '')
    .map((piece) => ({ text: piece, name: CONTROL.test(piece) ? nameOf(piece) : null }))
}

function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return NAMES[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}
