import type { z } from 'zod'
import type { Problem } from '../model.ts'
import { lineOf, memberLines } from './json-lines.ts'
import { LiteralError, parseLiteral } from './literal.ts'
import { DataFileError, refuseEmpty, type Parsed } from './parsed.ts'

/** The number that files of ours carry: raised when a reader of the old form would misread the new one. */
const SCHEMA = 1

/** Throws DataFileError with the line where the text stops being JSON, and what to do. */
export function readJson(text: string, file: string, advice = 'collect it again or mend it'): unknown {
  refuseEmpty(text, file)
  try {
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text)
  } catch (error) {
    throw new DataFileError(
      file,
      syntaxErrorLine(text, error),
      `not valid JSON (cut short or edited by hand?); ${advice}`,
      {
        cause: error,
      },
    )
  }
}

function syntaxErrorLine(text: string, error: unknown): number | null {
  const position = /position (\d+)/.exec(String(error))?.[1]
  if (position !== undefined) return lineOf(text, Number(position))
  try {
    parseLiteral(text)
    return null
  } catch (literalError) {
    return literalError instanceof LiteralError ? lineOf(text, literalError.offset) : null
  }
}

/** The object of a file of ours, once its `schema` number is one that this version reads. Throws DataFileError. */
export function readDocument(
  text: string,
  file: string,
  schemas: readonly number[] = [SCHEMA],
): Record<string, unknown> {
  const document = readJson(text, file)
  if (!isObject(document))
    throw new DataFileError(file, 1, 'expected an object with a schema number; collect it again')
  if (!schemas.some((schema) => schema === document['schema'])) {
    const found = JSON.stringify(document['schema']) ?? 'none'
    throw new DataFileError(
      file,
      1,
      `expected schema ${schemas.join(' or ')}, found ${found}; use the version of Aether that wrote it, or collect again`,
    )
  }
  return document
}

/** Keeps the rows that fit their schema and reports the others with their line. Throws DataFileError where there is no list. */
export function readRows<T>(
  rows: unknown,
  schema: z.ZodType<T>,
  where: { file: string; text: string; path: string[] },
): Parsed<T[]> {
  if (!Array.isArray(rows)) {
    const name = where.path.length > 0 ? `a list "${where.path.join('.')}"` : 'a list'
    throw new DataFileError(where.file, 1, `expected ${name}; collect it again`)
  }
  const value: T[] = []
  const problems: Problem[] = []
  let lines: Map<number | string, number> | null = null
  for (const [index, row] of rows.entries()) {
    const result = schema.safeParse(row)
    if (result.success) {
      value.push(result.data)
      continue
    }
    lines ??= memberLines(where.text, where.path)
    problems.push({
      file: where.file,
      line: lines.get(index) ?? null,
      reason: `row skipped: ${describeIssues(result.error)}`,
    })
  }
  return { value, problems }
}

/** `{"schema": 1, "<key>": [row, row]}`, one row a line. */
export function parseRowsFile<T>(text: string, file: string, key: string, schema: z.ZodType<T>): Parsed<T[]> {
  return readRows(readDocument(text, file)[key], schema, { file, text, path: [key] })
}

/** One row a line, so that a difference between two collections reads well and a problem has a line. */
export function serialiseDocument(fields: Record<string, unknown>): string {
  const members = Object.entries({ schema: SCHEMA, ...fields }).map(
    ([key, value]) =>
      `${JSON.stringify(key)}: ${Array.isArray(value) ? serialiseRows(value) : JSON.stringify(value)}`,
  )
  return `{\n${members.join(',\n')}\n}\n`
}

export function serialiseRows(rows: unknown[]): string {
  return rows.length === 0 ? '[]' : `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`
}

/** "sizeGib: expected number, received string; status: ..." */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .map(
      (issue) =>
        `${issue.path.length > 0 ? `${issue.path.join('.')}: ` : ''}${issue.message.replace('Invalid input: ', '')}`,
    )
    .join('; ')
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
