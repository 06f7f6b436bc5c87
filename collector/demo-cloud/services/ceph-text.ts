/** Three significant digits and a binary unit, as `ceph df` prints sizes: `19 GiB`, `9.6 GiB`, `845 MiB`, `0 B`. */
export function formatSize(
  amount: number,
  step = 1024,
  units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'],
): string {
  let value = amount
  let unit = 0
  while (value >= step && unit < units.length - 1) {
    value /= step
    unit += 1
  }
  const text = unit > 0 && value < 9.95 ? value.toFixed(1).replace(/\.0$/, '') : String(Math.round(value))
  return `${text} ${units[unit]}`
}

/** Columns two blanks apart: the first to the left, the others to the right. */
export function formatTable(titles: string[], rows: string[][]): string {
  const widths = titles.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: string[]) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
  return [titles, ...rows].map((row) => `${line(row)}\n`).join('')
}
