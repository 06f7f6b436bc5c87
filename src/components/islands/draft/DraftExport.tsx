import { useState } from 'preact/hooks'
import type { DraftFile } from '../../../lib/reservation-draft/draft-file.ts'
import { draftCommands, draftDocument, draftImport } from '../../../lib/reservation-draft/draft-export.ts'
import { todayIn } from '../../../lib/reservation-draft/draft-words.ts'
import { makeable, needsForce } from '../../../lib/reservation-draft/makeable.ts'
import { quoteShell } from '../../../lib/planning/plan-commands.ts'
import { exportName } from '../../../lib/table/export-text.ts'
import { fromRoot } from '../../../lib/table/root.ts'
import { isShownArchived } from '../../../lib/table/shown-archive.ts'
import { readAt } from '../../../lib/table/shown-snapshot.ts'
import { download } from '../table/download.ts'
import { Icon } from '../table/Icon.tsx'
import { DraftCommands } from './DraftCommands.tsx'
import { PlainText } from '../planning/PlainText.tsx'
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
  const { site, part, timeZone } = file.table
  const made = makeable(draft, collected, todayIn(timeZone, new Date()))
  const commands = draftCommands(made.draft, collected, drafted)
  const none = commands === ''
  const importName = exportName({ site, name: 'reservations', collectedAt: readAt(part) }, 'json')
  const force = needsForce(made.draft, drafted) ? ' --force' : ''

  function saveImport(): void {
    download(importName, asJson(draftImport(made.draft)))
  }

  async function saveWhole(): Promise<void> {
    try {
      const document = file.hasDocument ? await fetchDocument() : {}
      download('reserved.json', asJson(draftDocument(document, made.draft)))
      setProblem(null)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }

  return (
    <div class="draft-export">
      {made.refusedEnds.map(({ host, until, isOver }) => (
        <p key={host} class="tone-warning">
          <Icon name="warning" size={12} /> Left out of the commands and files: <PlainText text={until} />,
          the end of <PlainText text={host} />, is {isOver ? 'over' : 'no day of the calendar'}.
        </p>
      ))}
      {!none && <DraftCommands label="Commands of this draft" text={commands} />}
      <div class="draft-buttons">
        <button type="button" class="button" data-copy={commands} disabled={none}>
          <Icon name="copy" /> Copy commands
        </button>
        <button type="button" class="button" disabled={none} onClick={saveImport}>
          <Icon name="download" /> File to import
        </button>
        {/* An archived snapshot keeps no data files, and a draft is for the file of today anyway. */}
        {!isShownArchived() && (
          <button type="button" class="button" disabled={none} onClick={() => void saveWhole()}>
            <Icon name="download" /> Whole reserved.json
          </button>
        )}
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
      {!none && (
        <p class="draft-import">
          The file is imported with{' '}
          <code>
            aether reserve import {quoteShell(importName)}
            {force}
          </code>
          {force !== '' && ', since more than is free is reserved'}.
        </p>
      )}
      {problem !== null && (
        <p class="tone-critical" role="alert">
          <Icon name="critical" /> reserved.json could not be read: {problem}
        </p>
      )}
    </div>
  )
}

/** The file as it was collected beside, with what nobody here understands. */
async function fetchDocument(): Promise<Record<string, unknown>> {
  const response = await fetch(fromRoot('data/reserved.json'))
  if (!response.ok) throw new Error(`the server answered ${response.status}.`)
  return (await response.json()) as Record<string, unknown>
}

function asJson(text: string): Blob {
  return new Blob([text], { type: 'application/json' })
}
