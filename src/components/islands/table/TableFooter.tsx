import { useMemo } from 'preact/hooks'
import type { TableColumn } from '../../../lib/table/decode.ts'
import { sumColumn } from '../../../lib/table/totals.ts'
import { formatBytes, formatCount, formatGib, formatMemoryMb } from '../../../lib/units.ts'

interface Props {
  columns: readonly TableColumn[]
  rows: Uint32Array
}

/** Sums of what is filtered, of the columns that are shown. */
export function TableFooter({ columns, rows }: Props) {
  const summed = columns.filter((column) => column.sum)
  const sums = useMemo(
    () => summed.map((column) => ({ column, sum: sumColumn(column, rows) })),
    [summed.map(({ key }) => key).join(), rows],
  )
  return (
    <dl class="dt-sums" aria-label="Sums of the rows shown">
      {sums.map(({ column, sum }) => (
        <div key={column.key}>
          <dt>{column.title}</dt>
          <dd>{formatSum(column, sum)}</dd>
        </div>
      ))}
    </dl>
  )
}

function formatSum({ kind }: TableColumn, sum: number | null): string {
  if (kind === 'memoryMb') return formatMemoryMb(sum)
  if (kind === 'gib') return formatGib(sum)
  if (kind === 'bytes') return formatBytes(sum)
  return formatCount(sum)
}
