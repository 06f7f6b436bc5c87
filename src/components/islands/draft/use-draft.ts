import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Host } from '../../../lib/cloud-model.ts'
import {
  applyDraft,
  type Draft,
  draftEntry,
  type DraftEntry,
  type DraftReview,
  reviewDraft,
  undraft,
} from '../../../lib/reservation-draft/draft.ts'
import { type DraftFile, openDraftFile } from '../../../lib/reservation-draft/draft-file.ts'
import { keepDraft, leaveDraft, readDrafts, showInAddress } from './stored-draft.ts'

const URL_DELAY_MS = 250

export interface DraftState {
  draft: Draft
  collected: Host[]
  drafted: Host[]
  /** What the draft that was kept or sent met when it was opened. */
  review: DraftReview
  damaged: boolean
  /** The draft that this browser keeps while one of a link is shown; it is kept until that one is changed. */
  own: Draft | null
  /** It came with a link and is not kept before it is changed. */
  borrowed: boolean
  change(host: Host, entry: DraftEntry): void
  undo(host: string): void
  showOwn(): void
  discard(): void
}

export function useDraft(file: DraftFile): DraftState {
  const { site } = file.table
  const collected = useMemo(() => openDraftFile(file), [file])
  const [stored] = useState(() => readDrafts(site))
  const [own, setOwn] = useState(stored.own)
  const [borrowed, setBorrowed] = useState(stored.borrowed)
  const [review, setReview] = useState(() => reviewDraft(stored.shown.draft, collected))
  const [draft, setDraft] = useState(review.draft)
  const drafted = useMemo(() => applyDraft(collected, draft, file.rules), [collected, draft, file])

  // While the draft of a link is only looked at, what this browser keeps stays what it is.
  useEffect(() => {
    if (!borrowed) keepDraft(site, draft)
    // Browsers refuse a flood of history changes; a person types faster than they allow.
    const timer = setTimeout(() => showInAddress(draft), URL_DELAY_MS)
    return () => clearTimeout(timer)
  }, [site, draft, borrowed])

  function set(next: Draft): void {
    setOwn(null)
    setBorrowed(false)
    setDraft(next)
  }

  return {
    draft,
    collected,
    drafted,
    review,
    damaged: stored.shown.damaged,
    own,
    borrowed,
    change: (host, entry) => set(draftEntry(draft, host, entry)),
    undo: (host) => set(undraft(draft, host)),
    showOwn() {
      const next = reviewDraft(own ?? [], collected)
      setReview(next)
      set(next.draft)
    },
    discard() {
      if (!borrowed) keepDraft(site, [])
      leaveDraft(draft, borrowed)
    },
  }
}
