/** Anything beyond ASCII: what lies within has no accents, and most names do. */
const BEYOND_ASCII = /[^\0-\x7f]/

/** Text as words are compared with it: in lower case and without accents. `Épsilon` and `epsilon` are one. */
export function foldText(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text.toLowerCase()
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
