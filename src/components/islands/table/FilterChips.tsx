import { splitValues } from '../../../lib/table/filter-values.ts'
import type { Table } from '../../../lib/table/decode.ts'
import { Icon } from './Icon.tsx'

interface Props {
  table: Table
  filters: Readonly<Record<string, string>>
  /** Why one of them filters nothing, by key. */
  problems: Readonly<Record<string, string>>
  onRemove(key: string): void
}

/** The columns' filters that are on, each with a button that takes it off. */
export function FilterChips({ table, filters, problems, onRemove }: Props) {
  const entries = Object.entries(filters)
  if (entries.length === 0) return null
  return (
    <ul class="dt-chips" aria-label="Column filters">
      {entries.map(([key, value]) => {
        const title = table.column(key)?.title ?? key
        return (
          <li key={key} class={problems[key] ? 'dt-chip dt-chip-wrong' : 'dt-chip'}>
            {problems[key] && <Icon name="warning" size={12} />}
            <span class="dt-chip-text" title={value}>
              {title}: <b>{printValues(value)}</b>
            </span>
            {problems[key] && <span class="dt-chip-problem">{problems[key]}</span>}
            <button
              type="button"
              class="dt-clear"
              aria-label={`Remove the filter on ${title}`}
              onClick={() => onRemove(key)}
            >
              <Icon name="close" size={10} />
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function printValues(value: string): string {
  return splitValues(value)
    .map((text) => text || 'empty')
    .join(', ')
}
