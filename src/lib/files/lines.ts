import type { Problem } from '../model.ts'
import { DataFileError, refuseEmpty, type Parsed } from './parsed.ts'

/**
 * Reads a file without a header, a record a line. `read` returns the record, or why the line is none; blank lines and
 * lines that start with `#` are passed over. Throws DataFileError where the file is empty or no line can be read.
 */
export function readLines<T>(text: string, file: string, read: (line: string) => T | string): Parsed<T[]> {
  refuseEmpty(text, file)
  const value: T[] = []
  const problems: Problem[] = []
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    const trimmed = line.trim()
    if (trimmed === '' || trimmed.startsWith('#')) continue
    const record = read(trimmed)
    if (typeof record === 'string')
      problems.push({ file, line: index + 1, reason: `line skipped: ${record}` })
    else value.push(record)
  }
  const [first] = problems
  if (value.length === 0 && first) {
    throw new DataFileError(file, first.line, `no line can be read (${first.reason}); collect it again`)
  }
  return { value, problems }
}

/** Never zero bytes, which would say that the file is unreadable. */
export function joinLines(lines: string[]): string {
  return `${lines.join('\n')}\n`
}
