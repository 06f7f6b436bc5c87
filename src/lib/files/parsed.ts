import type { Problem } from '../model.ts'

/** What a file holds, and what in it could not be used. */
export interface Parsed<T> {
  value: T
  problems: Problem[]
}

/** A data file that cannot be used at all: the message names the file, the line where known, and what to do. */
export class DataFileError extends Error {
  override name = 'DataFileError'
  readonly file: string
  readonly line: number | null

  constructor(file: string, line: number | null, reason: string, options?: ErrorOptions) {
    super(line === null ? `${file}: ${reason}` : `${file}, line ${line}: ${reason}`, options)
    this.file = file
    this.line = line
  }
}

/** Why one row cannot be used; it is reported and skipped. */
export class RowError extends Error {
  override name = 'RowError'
}

/** A file of zero bytes is what a failed run leaves behind: it is unreadable, and never "there is none". */
export function refuseEmpty(text: string, file: string): void {
  if (text.length > 0) return
  throw new DataFileError(
    file,
    null,
    'the file is empty (0 bytes); collect it again, or remove it if it is optional',
  )
}

/** A name from a stranger in a message: quoted, on one line, and short. */
export function quote(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value)
}
