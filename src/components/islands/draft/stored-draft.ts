/** Where a draft lives: in the address, which can be sent, and in what this browser keeps for the site. */
import type { Draft } from '../../../lib/reservation-draft/draft.ts'
import { decodeDraft, type DecodedDraft, encodeDraft } from '../../../lib/reservation-draft/draft-link.ts'
import { isShownArchived } from '../../../lib/table/shown-archive.ts'

const PARAMETER = 'draft'
/** Of the step in the history that shows a draft which this browser kept until it was discarded. */
const DISCARDED = 'discardedDraft'

/** Whether there is one to open. An archived page is the past: only a link opens a draft there. */
export function hasDraft(site: string): boolean {
  return wordOfAddress() !== null || wordKept(site) !== ''
}

export interface StoredDrafts {
  /** The one to show: of the link, else the kept one. */
  shown: DecodedDraft
  /** The one that this browser keeps, where a link brought another; null otherwise. */
  own: Draft | null
  /** A link brought the one to show, and this browser does not keep it. */
  borrowed: boolean
}

export function readDrafts(site: string): StoredDrafts {
  const linked = wordOfAddress()
  const kept = wordKept(site)
  if (linked === null || kept === linked) return { shown: decodeDraft(kept), own: null, borrowed: false }
  const { draft } = decodeDraft(kept)
  if (draft.length > 0) return { shown: decodeDraft(linked), own: draft, borrowed: true }
  return { shown: decodeDraft(linked), own: null, borrowed: !wasDiscardedHere() }
}

/** Keeps the draft for the site; an empty one is forgotten. */
export function keepDraft(site: string, draft: Draft): void {
  try {
    if (draft.length === 0) localStorage.removeItem(nameOf(site))
    else localStorage.setItem(nameOf(site), encodeDraft(draft))
  } catch {
    // A browser that stores nothing still has the address.
  }
}

/** The address of this page with this draft. */
export function addressOf(draft: Draft): string {
  const parameters = new URLSearchParams(location.search)
  parameters.delete(PARAMETER)
  if (draft.length > 0) parameters.set(PARAMETER, encodeDraft(draft))
  const search = parameters.toString()
  return location.origin + location.pathname + (search === '' ? '' : `?${search}`)
}

export function showInAddress(draft: Draft): void {
  history.replaceState(history.state, '', addressOf(draft) + location.hash)
}

/** Takes the draft out of the address, one step on: Back leads to it, and one that this browser kept is kept again. */
export function leaveDraft(draft: Draft, borrowed: boolean): void {
  if (draft.length === 0) return showInAddress([])
  showInAddress(draft)
  if (!borrowed) history.replaceState({ [DISCARDED]: true }, '')
  history.pushState(null, '', addressOf([]) + location.hash)
}

function wasDiscardedHere(): boolean {
  const state: unknown = history.state
  return typeof state === 'object' && state !== null && DISCARDED in state
}

function wordOfAddress(): string | null {
  return new URLSearchParams(location.search).get(PARAMETER)
}

function wordKept(site: string): string {
  if (isShownArchived()) return ''
  try {
    return localStorage.getItem(nameOf(site)) ?? ''
  } catch {
    return ''
  }
}

function nameOf(site: string): string {
  return `aether:draft:${site}`
}
