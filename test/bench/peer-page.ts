import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cellText } from '../../src/lib/table/cell-text.ts'
import { cellOf, decodeTable } from '../../src/lib/table/decode.ts'
import { readSiteRows } from '../support/site-rows.ts'

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/**
 * A page with the instances of a built site as the earlier tool had them: every row in the HTML, a plain DataTables over it. Returns the
 * page's size in bytes.
 */
export async function writePeerPage(site: string, folder: string): Promise<number> {
  const table = decodeTable(await readSiteRows(site, 'instances'), () => '')
  const columns = table.columns.filter(({ hidden }) => !hidden)
  const rows = Array.from({ length: table.rows }, (_, row) =>
    columns.map((column) => cellText(column, cellOf(column, row), 'UTC')),
  )
  const titles = columns.map(({ title }) => title)
  const html = makePeerHtml(titles, rows)

  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'index.html'), html)
  await writeFile(join(folder, 'start.js'), "new DataTable('#instances', { pageLength: 50 })\n")
  const library = dirname(fileURLToPath(import.meta.resolve('datatables.net')))
  await copyFile(join(library, 'dataTables.min.js'), join(folder, 'dataTables.min.js'))
  return Buffer.byteLength(html)
}

/** Every row in the HTML. */
export function makePeerHtml(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (tag: string, texts: readonly string[]) =>
    texts.map((text) => `<${tag}>${escape(text)}</${tag}>`).join('')
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Instances</title></head><body>',
    `<table id="instances"><thead><tr>${cells('th', titles)}</tr></thead><tbody>`,
    ...rows.map((row) => `<tr>${cells('td', row)}</tr>`),
    '</tbody></table><script src="dataTables.min.js"></script><script src="start.js"></script></body></html>',
  ].join('\n')
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign)
}
