import { stripVTControlCharacters } from 'node:util'

/** A table for the terminal that is Markdown as well, so that it can be kept in docs/benchmarks.md. */
export function formatTable(head: string[], rows: string[][]): string {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)),
  )
  const line = (row: string[]) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`
  const rule = `|${widths.map((width, column) => (column === 0 ? `${'-'.repeat(width + 2)}` : `${'-'.repeat(width + 1)}:`)).join('|')}|`
  return stripVTControlCharacters([line(head), rule, ...rows.map(line)].join('\n'))
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? NaN
}

export function formatMb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`
}

export function formatKb(bytes: number): string {
  return `${(bytes / 1e3).toFixed(0)} kB`
}

/** Median, and the range. */
export function formatSeconds(times: number[]): string[] {
  const range = `${Math.min(...times).toFixed(1)} to ${Math.max(...times).toFixed(1)} s`
  return [`${median(times).toFixed(1)} s`, range]
}

/** Milliseconds: median, and the slowest. */
export function formatTimes(times: number[]): string[] {
  return [`${median(times).toFixed(0)} ms`, `${Math.max(...times).toFixed(0)} ms`]
}

export function count(value: number): string {
  return value.toLocaleString('en')
}
