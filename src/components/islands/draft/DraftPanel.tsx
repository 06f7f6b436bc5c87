import { useEffect, useRef, useState } from 'preact/hooks'
import { todayIn } from '../../../lib/reservation-draft/draft-words.ts'
import { readAt } from '../../../lib/table/shown-snapshot.ts'
import { formatTime } from '../../../lib/time.ts'
import { formatCountOf } from '../../../lib/units.ts'
import type { PanelProps } from '../ReservationDraft.tsx'
import { DraftedHosts } from './DraftedHosts.tsx'
import { DraftExport } from './DraftExport.tsx'
import { DraftForm } from './DraftForm.tsx'
import { DraftNotices } from './DraftNotices.tsx'
import { DraftTotals } from './DraftTotals.tsx'
import { HostChoice } from './HostChoice.tsx'
import { useDraft } from './use-draft.ts'
import { showCollected, useDraftedPage } from './use-drafted-page.ts'

/** A draft of reservations: what is tried out, what it does to the figures, and what makes it true. */
export function DraftPanel({ file, asked, onClose }: PanelProps) {
  const state = useDraft(file)
  const { draft, collected, drafted } = state
  const [name, setName] = useState(draft[0]?.host ?? '')
  // Counts what was undone, so that the form shows again what stands.
  const [undone, setUndone] = useState(0)
  const heading = useRef<HTMLHeadingElement>(null)
  const { timeZone, part } = file.table
  useDraftedPage(file, collected, draft.length === 0 ? collected : drafted)
  useEffect(() => () => showCollected(file, collected), [file, collected])
  useEffect(() => {
    if (asked) heading.current?.focus()
  }, [])
  const at = collected.findIndex((host) => host.name === name)
  const [host, draftedHost] = [collected[at], drafted[at]]

  function undo(of: string): void {
    state.undo(of)
    setUndone(undone + 1)
    // The button that had the focus is gone with its line.
    heading.current?.focus()
  }

  return (
    <section class="draft" aria-labelledby="draft-title" data-ready>
      <header class="draft-head">
        <h2 id="draft-title" ref={heading} tabIndex={-1}>
          <span class="draft-mark">Draft</span> {describe(draft.length)}
        </h2>
        <p>
          {draft.length === 0
            ? 'Choose a host and change what is reserved on it: the figures of this page follow.'
            : `The figures of this page are drafted on what was collected ${formatTime(readAt(part), timeZone)}. Nothing is reserved until somebody runs the commands.`}
        </p>
      </header>
      <DraftNotices state={state} />
      {draft.length > 0 && <DraftTotals file={file} collected={collected} drafted={drafted} />}
      <div class="draft-edit">
        <HostChoice hosts={collected} drafted={draft} value={name} onChange={setName} />
        {host && draftedHost && (
          <DraftForm
            key={`${host.name} ${undone}`}
            host={host}
            drafted={draftedHost}
            today={todayIn(timeZone, new Date())}
            onChange={(entry) => state.change(host, entry)}
          />
        )}
      </div>
      {draft.length > 0 && <DraftedHosts state={state} onEdit={setName} onUndo={undo} />}
      <DraftExport
        state={state}
        file={file}
        onDiscard={() => {
          state.discard()
          onClose()
        }}
      />
    </section>
  )
}

function describe(count: number): string {
  return count === 0 ? 'of reservations' : `of ${formatCountOf(count, 'reservation')}`
}
