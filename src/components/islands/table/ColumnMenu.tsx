import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Table } from '../../../lib/table/decode.ts'

interface Props {
  table: Table
  /** Keys of the shown columns, in order. */
  shown: readonly string[]
  onChange(keys: string[] | null): void
}

/** What was pressed last. */
interface Used {
  key: string
  control: 'show' | 'left' | 'right'
}

/** Which columns show, and in which order: shown ones first, as they stand in the table. */
export function ColumnMenu({ table, shown, onChange }: Props) {
  const others = table.columns.filter(({ key }) => !shown.includes(key))
  const listed = [...shown.flatMap((key) => table.column(key) ?? []), ...others]

  const list = useRef<HTMLUListElement>(null)
  const used = useRef<Used | null>(null)

  // An entry that moves in the list loses the focus. It gets it back; where an arrow leads no further, the other one does.
  useLayoutEffect(() => {
    if (used.current === null) return
    const { key, control } = used.current
    used.current = null
    const item = list.current?.querySelector(`[data-column="${CSS.escape(key)}"]`)
    const wanted = item?.querySelector<HTMLElement>(`[data-control="${control}"]`)
    const focused = wanted?.matches(':disabled') ? item?.querySelector<HTMLElement>('button:enabled') : wanted
    focused?.focus()
  })

  function toggle(key: string): void {
    const next = shown.includes(key) ? shown.filter((other) => other !== key) : insert(table, shown, key)
    if (next.length === 0) return
    used.current = { key, control: 'show' }
    onChange(next)
  }

  function move(key: string, by: -1 | 1): void {
    used.current = { key, control: by < 0 ? 'left' : 'right' }
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
      <ul class="dt-column-list" ref={list}>
        {listed.map(({ key, title }, position) => (
          <li key={key} class="dt-choice" data-column={key}>
            <label class="dt-choice-label">
              <input
                type="checkbox"
                data-control="show"
                checked={shown.includes(key)}
                onChange={() => toggle(key)}
              />
              <span class="dt-choice-text">{title}</span>
            </label>
            {shown.includes(key) && (
              <span class="dt-move">
                <button
                  type="button"
                  data-control="left"
                  aria-label={`Move ${title} to the left`}
                  disabled={position === 0}
                  onClick={() => move(key, -1)}
                >
                  ↑
                </button>
                <button
                  type="button"
                  data-control="right"
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
