/** A CSS string in which nothing can end the string or the element that it stands in. */
export function quoteCss(text: string): string {
  return `"${text.replace(/[^\w ,.:+-]/gu, (character) => `\\${character.codePointAt(0)?.toString(16)} `)}"`
}

/** What `quoteCss` quoted, also as a browser writes it again; '' for what is no string. */
export function unquoteCss(quoted: string): string {
  const [, inner = ''] = /^\s*"(.*)"\s*$/su.exec(quoted) ?? []
  return inner.replace(/\\(?:([0-9a-f]{1,6})\s?|(.))/gisu, (_, hex: string | undefined, character = '') =>
    hex === undefined ? character : String.fromCodePoint(Number.parseInt(hex, 16)),
  )
}
