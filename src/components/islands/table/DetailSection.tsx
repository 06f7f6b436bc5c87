import type { ComponentChildren } from 'preact'
import { cellText } from '../../../lib/table/cell-text.ts'
import { cellOf, type Table, type TableColumn } from '../../../lib/table/decode.ts'
import type { DetailGroup, Related } from '../../../lib/table/definition.ts'
import { KINDS } from '../../../lib/table/kinds.ts'
import { CellNode, DetailFact } from './DetailFact.tsx'
import { useRelated } from './use-related.ts'

interface Props {
  table: Table
  row: number
  group: DetailGroup
}

/** One headed part of the details; nothing where nothing of it is known. */
export function DetailSection({ table, row, group }: Props) {
  const columns = group.keys.flatMap((key) => table.column(key) ?? [])
  const [related, ...more] = (group.related ?? []).filter(({ key }) => table.column(key) !== null)
  if (related === undefined) return <Part table={table} row={row} title={group.title} columns={columns} />
  return (
    <RelatedPart table={table} row={row} title={group.title} columns={columns} related={related}>
      {more.map((next) => (
        <RelatedPart key={next.src} table={table} row={row} title="" columns={[]} related={next} />
      ))}
    </RelatedPart>
  )
}

interface PartProps {
  table: Table
  row: number
  title: string
  columns: readonly TableColumn[]
  children?: ComponentChildren
}

function Part({ table, row, title, columns, children }: PartProps) {
  const known = columns.filter((column) => cellText(column, cellOf(column, row), table.timeZone) !== '')
  const hasChildren = Array.isArray(children) ? children.some(Boolean) : Boolean(children)
  if (known.length === 0 && !hasChildren) return null
  return (
    <section class="dt-detail-group">
      {title !== '' && <h3>{title}</h3>}
      {known.length > 0 && (
        <dl class="facts">
          {known.map((column) => (
            <DetailFact key={column.key} table={table} column={column} row={row} />
          ))}
        </dl>
      )}
      {children}
    </section>
  )
}

/** With what other files know. Until they are there, and where they cannot be had, the table's own columns stand. */
function RelatedPart({ related, columns, ...part }: PartProps & { related: Related }) {
  const found = useRelated(part.table, part.row, related)
  if (found.state === 'failed') {
    return (
      <Part {...part} columns={columns}>
        <p class="dt-detail-note">More of this could not be fetched; open the details again to try.</p>
        {part.children}
      </Part>
    )
  }
  const [first] = found.state === 'ready' ? found.rows : []
  if (found.state !== 'ready' || first === undefined) {
    return (
      <Part {...part} columns={columns}>
        {part.children}
      </Part>
    )
  }
  const shown = found.table.columns.filter(({ key }) => key !== found.table.idKey)
  const kept = columns.filter(({ key }) => !related.replaces.includes(key))
  return (
    <Part {...part} columns={kept}>
      {related.as === 'table' ? (
        <RelatedTable table={found.table} columns={shown} rows={found.rows} />
      ) : (
        <dl class="facts">
          {shown.map((column) => (
            <DetailFact key={column.key} table={found.table} column={column} row={first} />
          ))}
        </dl>
      )}
      {part.children}
    </Part>
  )
}

interface RelatedTableProps {
  table: Table
  columns: readonly TableColumn[]
  rows: readonly number[]
}

function RelatedTable({ table, columns, rows }: RelatedTableProps) {
  const known = columns.filter((column) =>
    rows.some((row) => cellText(column, cellOf(column, row), table.timeZone) !== ''),
  )
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <section class="table-scroll" aria-label={table.title} tabIndex={0}>
      <table class="table dt-related">
        <thead>
          <tr>
            {known.map((column) => (
              <th key={column.key} scope="col" class={classOf(column)}>
                {column.title}
                {column.unit !== '' && ` ${column.unit}`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              {known.map((column) => (
                <td key={column.key} class={classOf(column)}>
                  <CellNode table={table} column={column} row={row} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function classOf({ kind }: TableColumn): string | undefined {
  return KINDS[kind].numeric ? 'number' : undefined
}
