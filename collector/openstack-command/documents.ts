/**
 * The JSON documents of a text, in order: each begins at the start of a line. What stands between them, as warnings do, is
 * left out, and so is a document that is cut off.
 */
export function splitDocuments(text: string): unknown[] {
  const documents: unknown[] = []
  let from = 0
  for (const { index } of text.matchAll(/^[[{]/gm)) {
    if (index < from) continue
    const end = findEnd(text, index)
    const document = end === null ? undefined : parseOrUndefined(text.slice(index, end))
    if (end === null || document === undefined) continue
    documents.push(document)
    from = end
  }
  return documents
}

/** Where the bracket at `start` is closed; null where it is not. */
function findEnd(text: string, start: number): number | null {
  const marks = /["[\]{}]/g
  marks.lastIndex = start
  let depth = 0
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    if (mark[0] === '"') {
      const end = findStringEnd(text, mark.index)
      if (end === null) return null
      marks.lastIndex = end
      continue
    }
    depth += mark[0] === '[' || mark[0] === '{' ? 1 : -1
    if (depth === 0) return marks.lastIndex
  }
  return null
}

function findStringEnd(text: string, start: number): number | null {
  const string = /"(?:[^"\\]|\\[^])*"/y
  string.lastIndex = start
  return string.test(text) ? string.lastIndex : null
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
