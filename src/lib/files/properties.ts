import { tryLiteral } from './literal.ts'

const PAIR = /\s*([^=,]+)='((?:[^'\\]|\\.)*)'\s*(?:,|$)/y

/** Reads `key='value', key='value'` and the machine forms. Null where the text is none of them. */
export function parseProperties(text: string): Record<string, string> | null {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed === 'None') return {}
  if (trimmed.startsWith('{')) {
    const value = tryLiteral(trimmed)
    return value instanceof Map
      ? Object.fromEntries([...value].map(([key, entry]) => [key, String(entry)]))
      : null
  }
  const pairs: [string, string][] = []
  for (let at = 0; at < trimmed.length; at = PAIR.lastIndex) {
    PAIR.lastIndex = at
    const [, key, value] = PAIR.exec(trimmed) ?? []
    if (key === undefined || value === undefined) return null
    pairs.push([key.trim(), value.replaceAll(/\\(.)/gs, '$1')])
  }
  return Object.fromEntries(pairs)
}

/** The human form where it reads back exactly, else JSON. */
export function serialiseProperties(properties: Record<string, string>): string {
  const human = Object.entries(properties)
    .map(([key, value]) => `${key}='${value}'`)
    .join(', ')
  return JSON.stringify(parseProperties(human)) === JSON.stringify(properties)
    ? human
    : JSON.stringify(properties)
}
