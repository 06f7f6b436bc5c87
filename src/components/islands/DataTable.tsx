import { formatCount } from '../../lib/units.ts'
import { LoadedTable } from './table/LoadedTable.tsx'
import { QueryLine } from './table/QueryLine.tsx'
import { Icon } from './table/Icon.tsx'
import { useReplacedTable } from './table/replaced-table.ts'
import { useRows } from './table/use-rows.ts'
import type { Table } from '../../lib/table/decode.ts'

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
  if (loaded.state === 'ready') return <ShownTable table={loaded.table} scope={scope} id={id} />
  return (
    <div class="dt" aria-busy={loaded.state === 'loading'}>
      <div class="dt-toolbar">
        <QueryLine
          id={id}
          noun={noun[1]}
          example={example}
          value=""
          problems={[]}
          source={null}
          onChange={() => {}}
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

function ShownTable({ table, scope, id }: { table: Table; scope: string; id: string }) {
  return <LoadedTable table={useReplacedTable(table)} scope={scope} id={id} />
}
