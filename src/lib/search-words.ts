/**
 * What the site search compares. Of an id only the first eight characters are indexed: the rest would be most of the index and
 * finds nothing more. So what was found is held against the whole words before it is shown.
 */
import { foldText } from './fold.ts'

const ID = /^[0-9a-f]{8}[0-9a-f-]+$/i
const ID_LENGTH = 8
/** What stands between words of a query: all that the index leaves out of them. */
const BETWEEN = /[^\p{L}\p{M}\p{N}\p{Extended_Pictographic}\-._:/]+/gu

/** Addresses are found by their beginning only: `30.36` is in too many of them. */
const ADDRESS = /^[\d.]+$|^[\da-f.]*:[\da-f:.]*$/i
/** What stands before the second part of a name. */
const FIRST_PART = /^[^-._:/]*[-._:/]+/
/** A name of 255 letters and hyphens in turn would else be 16,000 characters. */
const MOST_TAILS = 8
/**
 * The index parts words also where letters and digits, or small and capital letters meet: `n01` is `n` and `01`. A part of one
 * character it leaves out.
 */
const FOUND_AS_PART = /^(?:|\p{Ll}{2,}|\p{N}{2,})$/u

/**
 * What is indexed of a text. The index finds a word by its beginning, and each part of it (`web`, `prod` and `01` of `web-prod-01`),
 * so what begins further in and goes on to the end (`prod-01`) is put beside it.
 */
export function indexedWords(text: string): string {
  const words = text.split(/\s+/)
  return [...new Set([...words.map(shortenId), ...words.flatMap(listTails)])].join(' ')
}

/** `prod-eu-n01`, `eu-n01` and `n01` of `web-prod-eu-n01`; of `pvc-<id>` the id. */
function listTails(word: string): string[] {
  const tails: string[] = []
  for (let rest = word; tails.length < MOST_TAILS && !ID.test(rest) && !ADDRESS.test(rest);) {
    const tail = rest.replace(FIRST_PART, '')
    if (tail === rest || FOUND_AS_PART.test(tail)) break
    tails.push(shortenId(tail))
    rest = tail
  }
  return tails
}

function shortenId(word: string): string {
  return ID.test(word) ? word.slice(0, ID_LENGTH) : word
}

/** The words of a query as they are searched for: `=cmd()` is `cmd`. '' where there is none. */
export function queryWords(query: string): string {
  return query.replaceAll(BETWEEN, ' ').trim().split(/\s+/).map(shortenId).join(' ')
}

/** Every word of the query stands in one of the texts. The index alone also gives what fits a part of a word. */
export function holdsWords(query: string, texts: readonly string[]): boolean {
  const text = foldText(texts.join('\n'))
  return foldText(query.replaceAll(BETWEEN, ' '))
    .split(/\s+/)
    .every((word) => text.includes(word))
}
