import type { ComponentProps } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'
import { formatCount } from '../../lib/units.ts'
import { LoadedTable } from './table/LoadedTable.tsx'
import { QueryLine } from './table/QueryLine.tsx'
import { Icon } from './table/Icon.tsx'
import { useReplacedTable } from './table/replaced-table.ts'
import { useRows } from './table/use-rows.ts'

interface Props {
  name: string
  noun: [string, string]
  rows: number
  example: string
  src: string | null
  inline: string | null
  /** Parts the address of two tables on one page; '' for the only one. */
  scope: string
}

/** The one table of the site. Until its rows are there it is a frame of the same size. */
export function DataTable({ name, noun, rows, example, src, inline, scope }: Props) {
  const loaded = useRows({ src, inline })
  const id = `${scope}${name}-filter`
  const [typed, setTyped] = useState('')
  // Not at once: what the page was made with is taken over as it is.
  useLayoutEffect(() => setTyped(typedSoFar(id, scope)), [])
  if (loaded.state === 'ready') {
    return (
      <ShownTable table={loaded.table} scope={scope} id={id} early={{ text: typed, caret: caretIn(id) }} />
    )
  }
  return (
    <div class="dt" aria-busy={loaded.state === 'loading'}>
      <div class="dt-toolbar">
        <QueryLine
          id={id}
          noun={noun[1]}
          example={example}
          value={typed}
          problems={[]}
          source={null}
          onChange={setTyped}
        />
        <p class="dt-count">
          {formatCount(rows)} {noun[1]}
        </p>
        <div class="dt-actions" />
      </div>
      {loaded.state === 'loading' ? (
        <div class="dt-grid dt-skeleton" />
      ) : (
        <div class="dt-grid dt-failed" role="alert">
          <Icon name="critical" />
          <p>
            The {noun[1]} could not be shown: {loaded.reason} Reload the page to try again.
          </p>
        </div>
      )}
      <div class="dt-footer" />
    </div>
  )
}

/** The first one's `early` is what counts: it was typed before there was a table. */
function ShownTable({ table, ...rest }: ComponentProps<typeof LoadedTable>) {
  return <LoadedTable table={useReplacedTable(table)} {...rest} />
}

/** The line of the page takes text before this island does, and a link holds some. */
function typedSoFar(id: string, scope: string): string {
  const line = document.getElementById(id)
  const typed = line instanceof HTMLInputElement ? line.value : ''
  return typed || (new URLSearchParams(location.search).get(`${scope}q`) ?? '')
}

/** Null where the line has no focus. */
function caretIn(id: string): number | null {
  const line = document.activeElement
  return line instanceof HTMLInputElement && line.id === id ? line.selectionEnd : null
}
