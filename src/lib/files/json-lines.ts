/**
 * Lines of a JSON text, for messages. JSON.parse keeps no positions, so this looks again, and only once something is wrong.
 */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s"{}[\],:]+/g

/**
 * The line of each member (index or key) of the list or object that stands at `path` in a text that JSON.parse accepts.
 * Members that span lines count by their first.
 */
export function memberLines(text: string, path: string[] = []): Map<number | string, number> {
  return new Map(listMembers(text, path))
}

/** The keys that the object of a text has more than once, with the line of each: JSON.parse keeps the last and says nothing. */
export function repeatedMembers(text: string): { key: string; lines: number[] }[] {
  return [...Map.groupBy(listMembers(text, []), ([key]) => key)]
    .filter(([, members]) => members.length > 1)
    .map(([key, members]) => ({ key: String(key), lines: members.map(([, line]) => line) }))
}

/** Each member with its line, in the order of the text. */
function listMembers(text: string, path: string[]): [number | string, number][] {
  const lines: [number | string, number][] = []
  const line = makeLineCounter(text)
  const open: { list: boolean; key: number | string; name: string | null }[] = []
  let expectsKey = false
  for (const match of text.matchAll(TOKEN)) {
    const token = match[0]
    const top = open.at(-1)
    if (token === '}' || token === ']') {
      open.pop()
      continue
    }
    if (token === ',') {
      if (top?.list) top.key = Number(top.key) + 1
      else expectsKey = true
      continue
    }
    if (token === ':') continue
    if (expectsKey && top && !top.list) {
      top.key = JSON.parse(token) as string
      expectsKey = false
      if (isAt(open, path)) lines.push([top.key, line(match.index)])
      continue
    }
    if (top?.list && isAt(open, path)) lines.push([top.key, line(match.index)])
    if (token !== '{' && token !== '[') continue
    open.push({ list: token === '[', key: 0, name: top ? String(top.key) : null })
    expectsKey = token === '{'
  }
  return lines
}

function isAt(open: { name: string | null }[], path: string[]): boolean {
  return open.length === path.length + 1 && path.every((name, depth) => open[depth + 1]?.name === name)
}

/** Counts forward only, so that many calls with rising offsets read the text once. */
function makeLineCounter(text: string): (offset: number) => number {
  let line = 1
  let at = 0
  return function lineAt(offset) {
    for (let next = text.indexOf('\n', at); next !== -1 && next < offset; next = text.indexOf('\n', at)) {
      line += 1
      at = next + 1
    }
    return line
  }
}

/** The line, counted from 1, on which an offset stands. */
export function lineOf(text: string, offset: number): number {
  return makeLineCounter(text)(offset)
}
