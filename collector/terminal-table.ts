import { stripVTControlCharacters } from 'node:util'
import { splitControls } from '../src/lib/control-characters.ts'

/** Rows as columns for the terminal, figures to the right. What would steer the terminal is spelt out: cells may be strangers' text. */
export function formatTable(rows: readonly string[][], isFigure: (column: number) => boolean): string {
  const spelt = rows.map((row) => row.map(spellControls))
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...spelt.map((row) => row[column]?.length ?? 0)))
  const pad = (cell: string, column: number) =>
    isFigure(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)
  return spelt.map((row) => row.map(pad).join('  ').trimEnd()).join('\n')
}

export function spellControls(text: string): string {
  return splitControls(stripVTControlCharacters(text))
    .map((piece) => (piece.name === null ? piece.text : `<${piece.name}>`))
    .join('')
}
