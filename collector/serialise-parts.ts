/** Rows a part. A whole file of 20,000 rows as one text, and its copies on the way to bytes, would take 100 MB more. */
const ROWS = 1000

/** The same text as `serialise(rows)` of a file with a header line, part by part. */
export function* serialiseTableParts<T>(
  rows: readonly T[],
  serialise: (rows: T[]) => string,
): Iterable<string> {
  yield serialise(rows.slice(0, ROWS))
  for (let start = ROWS; start < rows.length; start += ROWS) {
    const text = serialise(rows.slice(start, start + ROWS))
    yield text.slice(text.indexOf('\n') + 1)
  }
}

/** The same text as `serialise(rows)` of a JSON list with a row a line, part by part. */
export function* serialiseListParts<T>(
  rows: readonly T[],
  serialise: (rows: T[]) => string,
): Iterable<string> {
  const [open, close] = ['[\n', '\n]\n']
  const first = serialise(rows.slice(0, ROWS))
  if (rows.length <= ROWS) {
    yield first
    return
  }
  yield first.slice(0, -close.length)
  for (let start = ROWS; start < rows.length; start += ROWS) {
    yield `,\n${serialise(rows.slice(start, start + ROWS)).slice(open.length, -close.length)}`
  }
  yield close
}
