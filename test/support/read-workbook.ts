import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'

export interface ReadCell {
  /** openpyxl's: s text, n number or empty, b truth, f formula; and `time` for a date. */
  type: 's' | 'n' | 'b' | 'f' | 'e' | 'time'
  value: string | number | boolean | null
  /** Number format as Excel writes it. */
  format: string
}

export interface ReadSheet {
  name: string
  frozen: string | null
  filter: string | null
  bold: boolean[]
  widths: number[]
  rows: ReadCell[][]
}

export interface ReadWorkbook {
  title: string
  created: string
  sheets: ReadSheet[]
}

/** Opens a workbook with Debian's openpyxl: a reader that shares no code with us. */
export async function readWorkbook(file: Uint8Array): Promise<ReadWorkbook> {
  const folder = await mkdtemp(join(tmpdir(), 'aether-workbook-'))
  try {
    const path = join(folder, 'book.xlsx')
    await writeFile(path, file)
    const script = join(import.meta.dirname, 'read_workbook.py')
    const { stdout } = await execa('/usr/bin/python3', ['-B', script, path], { maxBuffer: 2 ** 29 })
    return JSON.parse(stdout) as ReadWorkbook
  } finally {
    await rm(folder, { recursive: true })
  }
}
