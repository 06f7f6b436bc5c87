import { useState } from 'preact/hooks'
import type { DraftFile } from '../../../lib/reservation-draft/draft-file.ts'
import { draftCommands, draftDocument, draftImport } from '../../../lib/reservation-draft/draft-export.ts'
import { exportName } from '../../../lib/table/export-text.ts'
import { fromRoot } from '../../../lib/table/root.ts'
import { download } from '../table/download.ts'
import { Icon } from '../table/Icon.tsx'
import { addressOf } from './stored-draft.ts'
import type { DraftState } from './use-draft.ts'

interface Props {
  state: DraftState
  file: DraftFile
  onDiscard(): void
}

/** The draft as what people run or hand on. */
export function DraftExport({ state, file, onDiscard }: Props) {
  const { draft, collected, drafted } = state
  const [problem, setProblem] = useState<string | null>(null)
  const commands = draftCommands(draft, collected, drafted)
  const none = commands === ''

  function saveImport(): void {
    const { site, collectedAt } = file.table
    const known = new Set(collected.map(({ name }) => name))
    const text = draftImport(draft.filter(({ host }) => known.has(host)))
    download(exportName({ site, name: 'reservations', collectedAt }, 'json'), asJson(text))
  }

  async function saveWhole(): Promise<void> {
    try {
      const known = new Set(collected.map(({ name }) => name))
      const text = draftDocument(
        await fetchDocument(),
        draft.filter(({ host }) => known.has(host)),
      )
      download('reserved.json', asJson(text))
      setProblem(null)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }

  return (
    <div class="draft-export">
      {!none && (
        <textarea
          class="draft-commands"
          readOnly
          aria-label="Commands of this draft"
          spellcheck={false}
          rows={Math.min(8, commands.split('\n').length)}
          value={commands}
        />
      )}
      <div class="draft-buttons">
        <button type="button" class="button" data-copy={commands} disabled={none}>
          <Icon name="copy" /> Copy commands
        </button>
        <button type="button" class="button" disabled={none} onClick={saveImport}>
          <Icon name="download" /> File to import
        </button>
        <button type="button" class="button" disabled={none} onClick={() => void saveWhole()}>
          <Icon name="download" /> Whole reserved.json
        </button>
        <button
          type="button"
          class="button"
          disabled={draft.length === 0}
          onClick={(event) => {
            event.currentTarget.dataset['copy'] = addressOf(draft)
          }}
        >
          <Icon name="copy" /> Copy link to this draft
        </button>
        <button type="button" class="button draft-discard" onClick={onDiscard}>
          {draft.length === 0 ? 'Close' : 'Discard the draft'}
        </button>
      </div>
      {problem !== null && (
        <p class="tone-critical" role="alert">
          <Icon name="critical" /> reserved.json could not be read: {problem}
        </p>
      )}
    </div>
  )
}

/** The file as it was collected beside, with what nobody here understands; where there was none, an empty one. */
async function fetchDocument(): Promise<Record<string, unknown>> {
  const response = await fetch(fromRoot('data/reserved.json'))
  if (response.status === 404) return {}
  if (!response.ok) throw new Error(`the server answered ${response.status}.`)
  return (await response.json()) as Record<string, unknown>
}

function asJson(text: string): Blob {
  return new Blob([text], { type: 'application/json' })
}
