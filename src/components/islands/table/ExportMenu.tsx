import { useEffect, useState } from 'preact/hooks'
import { countRows } from '../../../lib/table/count-rows.ts'
import type { Table, TableColumn } from '../../../lib/table/decode.ts'
import { exportName } from '../../../lib/table/export-text.ts'
import { fromRoot } from '../../../lib/table/root.ts'
import { isShownArchived } from '../../../lib/table/shown-archive.ts'
import { formatCount, formatCountOf } from '../../../lib/units.ts'
import './export-menu.css'
import type { ExportFormat } from './exports.ts'

interface Props {
  table: Table
  /** What the screen shows. */
  columns: readonly TableColumn[]
  rows: Uint32Array
  /** Every row, sorted as on the screen. */
  allRows(): Uint32Array
  onPrint(everything: boolean): void
}

const FORMATS: { format: ExportFormat; title: string; note: string }[] = [
  { format: 'xlsx', title: 'Excel', note: 'numbers and dates as such' },
  { format: 'csv', title: 'CSV', note: 'for any spreadsheet' },
  { format: 'json', title: 'JSON', note: 'values as collected, for programs' },
  { format: 'copy', title: 'Copy', note: 'to paste into a spreadsheet' },
]

/** The part of the site that made the file could not be fetched, or the browser refused. */
function explain(error: unknown): string {
  return `That did not work: ${error instanceof Error ? error.message : String(error)}`
}

export function ExportMenu({ table, columns, rows, allRows, onPrint }: Props) {
  const [everything, setEverything] = useState(false)
  const [busy, setBusy] = useState(false)
  const [message, setMessage] = useState('')
  useEffect(() => {
    // Fetched while the menu is read: copying must follow the click at once.
    import('./exports.ts').catch((error: unknown) => setMessage(explain(error)))
  }, [])

  async function run(format: ExportFormat): Promise<void> {
    if (busy) return
    setBusy(true)
    setMessage('One moment …')
    try {
      const { EXPORTS } = await import('./exports.ts')
      const excerpt = everything ? { columns: table.columns, rows: allRows() } : { columns, rows }
      setMessage(await EXPORTS[format]({ table, ...excerpt }))
    } catch (error) {
      setMessage(explain(error))
    }
    setBusy(false)
  }

  const seen = countRows(table, rows.length)
  return (
    <div class="dt-menu dt-export" aria-busy={busy}>
      <fieldset class="dt-scope">
        <legend class="dt-menu-head">Rows and columns</legend>
        <Scope
          title={
            rows.length < table.rows
              ? `What is shown: ${seen} of ${formatCount(table.rows)}`
              : `What is shown: ${seen}`
          }
          note={`in ${formatCountOf(columns.length, 'column')}, sorted as here`}
          checked={!everything}
          onChange={() => setEverything(false)}
        />
        <Scope
          title="Everything"
          note={`${countRows(table, table.rows)} in all ${formatCountOf(table.columns.length, 'column')}`}
          checked={everything}
          onChange={() => setEverything(true)}
        />
      </fieldset>
      <div class="dt-formats">
        {FORMATS.map(({ format, title, note }) => (
          <button
            key={format}
            type="button"
            class="dt-item dt-format"
            aria-disabled={busy}
            onClick={() => void run(format)}
          >
            <span>{title}</span> <span class="dt-note">{note}</span>
          </button>
        ))}
        <button type="button" class="dt-item dt-format" onClick={() => onPrint(everything)}>
          <span>Print</span> <span class="dt-note">or save as PDF</span>
        </button>
      </div>
      {!isShownArchived() && (
        <a
          class="dt-item dt-format"
          href={fromRoot('exports/aether.xlsx')}
          download={exportName({ ...table, name: '' }, 'xlsx')}
        >
          <span>Whole site</span> <span class="dt-note">every table in one Excel workbook</span>
        </a>
      )}
      <output class="dt-export-message">{message}</output>
    </div>
  )
}

interface ScopeProps {
  title: string
  note: string
  checked: boolean
  onChange(): void
}

function Scope({ title, note, checked, onChange }: ScopeProps) {
  return (
    <label class="dt-choice">
      <input type="radio" name="dt-export-scope" checked={checked} onChange={onChange} />
      <span class="dt-choice-text">
        {title}
        <span class="dt-note">{note}</span>
      </span>
    </label>
  )
}
