import type { Problem } from '../model.ts'
import { DataFileError, refuseEmpty, RowError, type Parsed } from './parsed.ts'

/**
 * Reads a file without a header, a record a line. Lines for which `read` throws a RowError are skipped and reported; blank
 * lines and lines that start with `#` are passed over. Throws DataFileError where the file is empty or no line can be read.
 */
export function readLines<T>(text: string, file: string, read: (line: string) => T): Parsed<T[]> {
  refuseEmpty(text, file)
  const value: T[] = []
  const problems: Problem[] = []
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    const trimmed = line.trim()
    if (trimmed === '' || trimmed.startsWith('#')) continue
    try {
      value.push(read(trimmed))
    } catch (error) {
      if (!(error instanceof RowError)) throw error
      problems.push({ file, line: index + 1, reason: `line skipped: ${error.message}` })
    }
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
