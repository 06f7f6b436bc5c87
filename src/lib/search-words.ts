/**
 * What the site search compares. Of an id only the first eight characters are indexed: the rest would be most of the index and
 * finds nothing more. So what was found is held against the whole words before it is shown.
 */
const ID = /^[0-9a-f]{8}[0-9a-f-]+$/i
const ID_LENGTH = 8
/** What stands between words of a query: all that the index leaves out of them. */
const BETWEEN = /[^\p{L}\p{M}\p{N}\p{Extended_Pictographic}\-._:/]+/gu

export function indexedWords(text: string): string {
  return text
    .split(/\s+/)
    .map((word) => (ID.test(word) ? word.slice(0, ID_LENGTH) : word))
    .join(' ')
}

/** The words of a query as they are searched for: `=cmd()` is `cmd`. '' where there is none. */
export function queryWords(query: string): string {
  return indexedWords(query.replaceAll(BETWEEN, ' ').trim())
}

/** Every word of the query stands in one of the texts. The index alone also gives what fits a part of a word. */
export function holdsWords(query: string, texts: readonly string[]): boolean {
  const text = fold(texts.join('\n'))
  return fold(query.replaceAll(BETWEEN, ' '))
    .split(/\s+/)
    .every((word) => text.includes(word))
}

function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
