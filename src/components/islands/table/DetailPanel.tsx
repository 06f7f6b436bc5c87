import { useEffect, useRef } from 'preact/hooks'
import { cellText } from '../../../lib/table/cell-text.ts'
import { cellOf, type Table } from '../../../lib/table/decode.ts'
import type { DetailGroup } from '../../../lib/table/definition.ts'
import { quoteValue } from '../../../lib/table/query-parse.ts'
import { fromRoot } from '../../../lib/table/root.ts'
import { formatCount } from '../../../lib/units.ts'
import { DetailSection } from './DetailSection.tsx'
import { Icon } from './Icon.tsx'

interface Props {
  table: Table
  id: string
  /** Null where this collection has no such row, or several. */
  row: number | null
  /** How many rows the id, or what it begins with, stands for. */
  candidates: number
  onClose(): void
}

/** Everything that is known of one row: the hidden columns too, and what belongs to it in other files. */
export function DetailPanel({ table, id, row, candidates, onClose }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [id])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // A dialog above the page takes the key: one press closes one thing.
      if (document.querySelector('dialog:modal')) return
      if (event.key === 'Escape' && !event.defaultPrevented) onClose()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [onClose])
  const title = row === null ? missingTitle(table, candidates) : textOf(table, 'name', row) || id
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
          <Missing table={table} id={id} candidates={candidates} />
        ) : (
          // Another row is another panel: nothing of the last one's may stay while its own is fetched.
          <Details key={row} table={table} row={row} />
        )}
      </div>
    </dialog>
  )
}

function missingTitle({ noun }: Table, candidates: number): string {
  return candidates === 0 ? `No such ${noun[0]}` : `Several ${noun[1]}`
}

function Missing({ table, id, candidates }: Pick<Props, 'table' | 'id' | 'candidates'>) {
  const [one, many] = table.noun
  if (candidates === 0) {
    return (
      <p>
        This collection has no {one} with the id <code>{id}</code>. It may have been deleted, or created
        later: look in an older or newer snapshot.
      </p>
    )
  }
  return (
    <p>
      The ids of {formatCount(candidates)} {many} begin with <code>{id}</code>. Give more of the id, or look
      for them with <code>{`${table.idKey}:${quoteValue(id)}`}</code> in the filter line.
    </p>
  )
}

function Details({ table, row }: { table: Table; row: number }) {
  // A link may hold the first digits of the id only.
  const id = textOf(table, table.idKey ?? '', row)
  return (
    <>
      <Commands id={id} commands={table.commands} />
      {table.home !== null && (
        <p class="dt-detail-home">
          <a href={fromRoot(`${table.home}?id=${encodeURIComponent(id)}`)}>
            Everything about this {table.noun[0]}
          </a>
        </p>
      )}
      {[...table.details, restOf(table)].map((group) => (
        <DetailSection key={group.title} table={table} row={row} group={group} />
      ))}
    </>
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

/** The columns that are in no group; all of them where the table has none. */
function restOf({ columns, details, idKey }: Table): DetailGroup {
  const named = new Set(['name', ...details.flatMap(({ keys }) => keys), idKey])
  const keys = columns.map(({ key }) => key).filter((key) => !named.has(key))
  return { title: details.length === 0 ? '' : 'More', keys }
}

function textOf(table: Table, key: string, row: number): string {
  const column = table.column(key)
  return column ? cellText(column, cellOf(column, row), table.timeZone) : ''
}
