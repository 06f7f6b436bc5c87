import { useEffect, useRef } from 'preact/hooks'
import { cellText } from '../../../lib/table/cell-text.ts'
import { cellOf, type Table, type TableColumn } from '../../../lib/table/decode.ts'
import { renderCell } from './cells.ts'
import { Icon } from './Icon.tsx'

interface Props {
  table: Table
  id: string
  /** Null where this collection has no such row. */
  row: number | null
  onClose(): void
}

/** Everything that is known of one row, the hidden columns too. */
export function DetailPanel({ table, id, row, onClose }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [id])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) onClose()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [onClose])
  const title = row === null ? `No such ${table.noun[0]}` : titleOf(table, row) || id
  return (
    <dialog open class="dt-detail" aria-label={`Details of ${title}`}>
      <header class="dt-detail-head">
        <p class="dt-detail-kind">{table.noun[0]}</p>
        <h2 ref={heading} tabIndex={-1} class="dt-detail-title">
          {title}
        </h2>
        <button type="button" class="button button-quiet" aria-label="Close the details" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div class="dt-detail-body">
        {row === null ? (
          <p>
            This collection has no {table.noun[0]} with the id <code>{id}</code>. It may have been deleted, or
            created later: look in an older or newer snapshot.
          </p>
        ) : (
          <>
            <Commands id={id} commands={table.commands} />
            <dl class="facts">
              {table.columns.map((column) => (
                <Fact key={column.key} table={table} column={column} row={row} />
              ))}
            </dl>
          </>
        )}
      </div>
    </dialog>
  )
}

function Commands({ id, commands }: { id: string; commands: readonly string[] }) {
  return (
    <ul class="dt-commands">
      {[id, ...commands.map((command) => command.replace('{id}', id))].map((text, position) => (
        <li key={text}>
          <code>{text}</code>
          <button
            type="button"
            class="button button-quiet"
            data-copy={text}
            aria-label={`Copy ${position === 0 ? 'the id' : text}`}
          >
            <Icon name="copy" />
          </button>
        </li>
      ))}
    </ul>
  )
}

/** What is not known of this row is left out: a panel is read, not scanned. */
function Fact({ table, column, row }: { table: Table; column: TableColumn; row: number }) {
  const text = cellText(column, cellOf(column, row), table.timeZone)
  const node = useRef<HTMLElement>(null)
  useEffect(() => node.current?.replaceChildren(renderCell(table, column, row)), [table, column, row, text])
  if (text === '' || column.key === table.idKey) return null
  return (
    <div>
      <dt>{column.title}</dt>
      <dd class="dt-fact">
        <span ref={node} />
        {column.unit !== '' && ` ${column.unit}`}
      </dd>
    </div>
  )
}

function titleOf(table: Table, row: number): string {
  const column = table.column('name')
  return column ? cellText(column, cellOf(column, row), table.timeZone) : ''
}
