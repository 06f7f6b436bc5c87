import type { z } from 'zod'
import type { Problem } from '../model.ts'
import { describeIssues, isObject } from './json-file.ts'
import type { Parsed } from './parsed.ts'

const SCHEMA = 1

/**
 * JSON lines of the history. A line that cannot be used is named and passed over, and stays in the file: one of a schema that is
 * not `known` is another version's, one that is no JSON was cut by a power cut.
 */
export function parseLines<T>(text: string, file: string, schema: z.ZodType<T>): Parsed<T[]> {
  const value: T[] = []
  const problems: Problem[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const read = parseLine(line, schema)
    if (typeof read === 'string') problems.push({ file, line: index + 1, reason: read })
    else value.push(read.value)
  }
  return { value, problems }
}

/** Lines of other versions, as they are: whoever writes a file anew keeps them. */
export function listForeignLines(text: string): string[] {
  return text.split('\n').filter((line) => {
    try {
      const row: unknown = JSON.parse(line)
      return isObject(row) && row['schema'] !== SCHEMA
    } catch {
      return false
    }
  })
}

/** Why it cannot be used, or what it says. */
function parseLine<T>(line: string, schema: z.ZodType<T>): { value: T } | string {
  let row: unknown
  try {
    row = JSON.parse(line)
  } catch {
    return 'line passed over: it is not valid JSON (cut short or edited by hand?)'
  }
  if (isObject(row) && row['schema'] !== SCHEMA) {
    const found = JSON.stringify(row['schema']) ?? 'none'
    return `line passed over: expected schema ${SCHEMA}, found ${found}; it stays for the version of Aether that wrote it`
  }
  const result = schema.safeParse(row)
  return result.success ? { value: result.data } : `line passed over: ${describeIssues(result.error)}`
}
