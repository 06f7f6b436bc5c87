import { useMemo, useState } from 'preact/hooks'
import type { TableColumn } from '../../../lib/table/decode.ts'
import { ChoiceFilter } from './ChoiceFilter.tsx'
import { RangeFilter } from './RangeFilter.tsx'
import { TextFilter } from './TextFilter.tsx'
import type { TableView } from './use-view.ts'

interface Props {
  columns: readonly TableColumn[]
  view: TableView
  onChange(key: string, value: string): void
}

/** One column at a time: a list of choices, a range or a text, by its kind. */
export function FilterMenu({ columns, view, onChange }: Props) {
  const filterable = columns.filter((column) => column.filter !== 'none')
  const [key, setKey] = useState(() => firstKey(filterable, view.state.filters))
  const column = filterable.find((candidate) => candidate.key === key) ?? filterable[0]
  const { query, filters } = view.state
  const choices = useMemo(
    () => (column?.filter === 'choice' ? view.view.choices({ query, filters }, column) : []),
    [view.view, query, filters, column],
  )
  if (!column) return null
  const value = filters[column.key] ?? ''
  const change = (next: string) => onChange(column.key, next)
  return (
    <div class="dt-menu dt-filter-menu">
      <label class="dt-field">
        <span>Column</span>
        <select class="input" value={column.key} onChange={(event) => setKey(event.currentTarget.value)}>
          {filterable.map((candidate) => (
            <option key={candidate.key} value={candidate.key}>
              {candidate.title}
              {filters[candidate.key] ? ' •' : ''}
            </option>
          ))}
        </select>
      </label>
      {column.filter === 'choice' && (
        <ChoiceFilter
          key={column.key}
          title={column.title}
          choices={choices}
          value={value}
          onChange={change}
        />
      )}
      {column.filter === 'range' && (
        <RangeFilter key={column.key} column={column} value={value} onChange={change} />
      )}
      {column.filter === 'text' && (
        <TextFilter key={column.key} title={column.title} value={value} onChange={change} />
      )}
      {view.shown.filterProblems[column.key] && (
        <output class="dt-problems">{view.shown.filterProblems[column.key]}</output>
      )}
    </div>
  )
}

function firstKey(columns: readonly TableColumn[], filters: Readonly<Record<string, string>>): string {
  const filtered = columns.find((column) => filters[column.key])
  const status = columns.find((column) => column.kind === 'status')
  return (filtered ?? status ?? columns[0])?.key ?? ''
}
