/** An Excel workbook (ECMA-376, "Office Open XML"): a sheet a table, with the heading frozen and filters on it. */
import { isTime } from '../../time.ts'
import { nameSheets } from './sheet-names.ts'
import { type Sheet, sheetRange, splitSheet, writeSheet } from './sheet.ts'
import { STYLES_XML } from './styles.ts'
import { escapeXml } from './xml.ts'
import { type PackEntry, type ZipEntry, zipEntries } from './zip.ts'

export interface Workbook {
  /** Shown by file managers. */
  title: string
  /** ISO 8601. */
  collectedAt: string
  sheets: readonly Sheet[]
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** The file in pieces, in little memory; returns how many distinct texts were too long for a cell. Equal tables give equal bytes. */
export function* writeWorkbook(
  { title, collectedAt, sheets }: Workbook,
  pack?: PackEntry,
): Generator<Uint8Array<ArrayBuffer>, number> {
  const parts = sheets.flatMap((sheet) => splitSheet(sheet))
  const names = nameSheets(parts.map((sheet) => sheet.title))
  let shortened = 0
  const files: [string, Iterable<string>][] = [
    ['[Content_Types].xml', [contentTypes(parts)]],
    ['_rels/.rels', [packageRelations()]],
    ['docProps/core.xml', [coreProperties(title, collectedAt)]],
    ['xl/workbook.xml', [workbookXml(parts, names)]],
    ['xl/_rels/workbook.xml.rels', [workbookRelations(parts)]],
    ['xl/styles.xml', [STYLES_XML]],
  ]
  for (const [index, sheet] of parts.entries()) {
    files.push([`xl/worksheets/sheet${index + 1}.xml`, writeSheet(sheet, () => (shortened += 1))])
  }
  yield* zipEntries(
    files.map(([name, pieces]): ZipEntry => ({ name, pieces: declare(pieces) })),
    pack,
  )
  return shortened
}

function* declare(pieces: Iterable<string>): Generator<string> {
  yield DECLARATION
  yield* pieces
}

function contentTypes(sheets: readonly Sheet[]): string {
  const overrides = sheets.map(
    (_, index) =>
      `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${CONTENT}.worksheet+xml"/>`,
  )
  return `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${CONTENT}.styles+xml"/>${overrides.join('')}</Types>`
}

function packageRelations(): string {
  return relations([
    [`${DOCUMENT}/officeDocument`, 'xl/workbook.xml'],
    [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
  ])
}

function workbookRelations(sheets: readonly Sheet[]): string {
  const targets = sheets.map((_, index): [string, string] => [
    `${DOCUMENT}/worksheet`,
    `worksheets/sheet${index + 1}.xml`,
  ])
  return relations([...targets, [`${DOCUMENT}/styles`, 'styles.xml']])
}

/** The ids count from 1, as workbook.xml names them. */
function relations(targets: readonly [type: string, target: string][]): string {
  const list = targets.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`,
  )
  return `<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}</Relationships>`
}

function coreProperties(title: string, collectedAt: string): string {
  const created = isTime(collectedAt)
    ? `<dcterms:created xsi:type="dcterms:W3CDTF">${new Date(collectedAt).toISOString().replace(/\.\d+/, '')}</dcterms:created>`
    : ''
  return `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(title)}</dc:title>${created}</cp:coreProperties>`
}

function workbookXml(sheets: readonly Sheet[], names: readonly string[]): string {
  const list = names.map(
    (name, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  )
  // Excel keeps the range of a filter under this name; without it some versions drop the filter.
  const filters = sheets.map((sheet, index) => {
    const { first, last } = sheetRange(sheet)
    const area = `${absolute(first)}:${absolute(last)}`
    const name = (names[index] ?? '').replaceAll("'", "''")
    return `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${escapeXml(`'${name}'!${area}`)}</definedName>`
  })
  return `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><bookViews><workbookView/></bookViews><sheets>${list.join('')}</sheets><definedNames>${filters.join('')}</definedNames></workbook>`
}

/** `$AC$10001` */
function absolute(cell: string): string {
  return cell.replace(/([A-Z]+)(\d+)/, '$$$1$$$2')
}
