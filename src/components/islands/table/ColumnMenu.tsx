import type { Table } from '../../../lib/table/decode.ts'

interface Props {
  table: Table
  /** Keys of the shown columns, in order. */
  shown: readonly string[]
  onChange(keys: string[] | null): void
}

/** Which columns show, and in which order: shown ones first, as they stand in the table. */
export function ColumnMenu({ table, shown, onChange }: Props) {
  const others = table.columns.filter(({ key }) => !shown.includes(key))
  const listed = [...shown.flatMap((key) => table.column(key) ?? []), ...others]

  function toggle(key: string): void {
    const next = shown.includes(key) ? shown.filter((other) => other !== key) : insert(table, shown, key)
    if (next.length > 0) onChange(next)
  }

  function move(key: string, by: number): void {
    const keys = [...shown]
    const from = keys.indexOf(key)
    keys.splice(from + by, 0, ...keys.splice(from, 1))
    onChange(keys)
  }

  return (
    <div class="dt-menu">
      <div class="dt-menu-head">
        <span>Columns</span>
        <button
          type="button"
          class="button button-quiet"
          onClick={() => onChange(table.columns.map(({ key }) => key))}
        >
          All
        </button>
        <button type="button" class="button button-quiet" onClick={() => onChange(null)}>
          Default
        </button>
      </div>
      <ul class="dt-column-list">
        {listed.map(({ key, title }, position) => (
          <li key={key} class="dt-choice">
            <label class="dt-choice-label">
              <input type="checkbox" checked={shown.includes(key)} onChange={() => toggle(key)} />
              <span class="dt-choice-text">{title}</span>
            </label>
            {shown.includes(key) && (
              <span class="dt-move">
                <button
                  type="button"
                  aria-label={`Move ${title} to the left`}
                  disabled={position === 0}
                  onClick={() => move(key, -1)}
                >
                  ↑
                </button>
                <button
                  type="button"
                  aria-label={`Move ${title} to the right`}
                  disabled={position === shown.length - 1}
                  onClick={() => move(key, 1)}
                >
                  ↓
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** A column that is added stands where the table has it: behind the nearest one before it that shows. */
function insert(table: Table, shown: readonly string[], key: string): string[] {
  const order = table.columns.map((column) => column.key)
  const before = order.slice(0, order.indexOf(key)).reverse()
  const neighbour = before.find((candidate) => shown.includes(candidate))
  const at = neighbour === undefined ? 0 : shown.indexOf(neighbour) + 1
  return [...shown.slice(0, at), key, ...shown.slice(at)]
}
