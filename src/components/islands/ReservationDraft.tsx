import type { ComponentType } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { DraftFile } from '../../lib/reservation-draft/draft-file.ts'
import { fromRoot } from '../../lib/table/root.ts'
import { hasDraft } from './draft/stored-draft.ts'
import { Icon } from './table/Icon.tsx'

interface Props {
  /** Drafts are kept by site. */
  site: string
}

type Opened =
  /** `waiting`: in the page's HTML, before its script runs. */
  | { state: 'waiting' | 'closed' | 'loading' }
  | { state: 'failed'; reason: string }
  | { state: 'ready'; file: DraftFile; Panel: ComponentType<PanelProps> }

export interface PanelProps {
  file: DraftFile
  /** A person opened it, so that the focus belongs there. */
  asked: boolean
  onClose(): void
}

/** Trying out reservations. Until somebody does, it is a button; where a draft is kept or was sent, it opens by itself. */
export function ReservationDraft({ site }: Props) {
  const [opened, setOpened] = useState<Opened>({ state: 'waiting' })
  const asked = useRef(false)
  const button = useRef<HTMLButtonElement>(null)

  function open(): void {
    setOpened({ state: 'loading' })
    Promise.all([import('./draft/DraftPanel.tsx'), fetchFile()])
      .then(([{ DraftPanel }, file]) => setOpened({ state: 'ready', file, Panel: DraftPanel }))
      .catch((error: unknown) =>
        setOpened({ state: 'failed', reason: error instanceof Error ? error.message : String(error) }),
      )
  }

  useEffect(() => {
    if (opened.state === 'waiting') return setOpened({ state: 'closed' })
    const follow = () => {
      if (opened.state === 'closed' && hasDraft(site)) open()
    }
    follow()
    // Back brings a draft back that was discarded.
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [site, opened.state])

  useEffect(() => {
    if (opened.state !== 'closed') return
    if (asked.current) button.current?.focus()
    asked.current = false
  }, [opened.state])

  if (opened.state === 'ready') {
    return (
      <opened.Panel
        file={opened.file}
        asked={asked.current}
        onClose={() => {
          asked.current = true
          setOpened({ state: 'closed' })
        }}
      />
    )
  }
  return (
    <div class="draft-offer">
      <button
        ref={button}
        type="button"
        class="button"
        disabled={opened.state === 'waiting' || opened.state === 'loading'}
        onClick={() => {
          asked.current = true
          open()
        }}
      >
        <Icon name="edit" /> Draft reservations
      </button>
      {opened.state === 'failed' && (
        <p class="tone-critical" role="alert">
          <Icon name="critical" /> The draft could not be opened: {opened.reason} Reload the page to try
          again.
        </p>
      )}
    </div>
  )
}

async function fetchFile(): Promise<DraftFile> {
  const path = 'rows/reservations.json'
  const response = await fetch(fromRoot(path))
  if (!response.ok) throw new Error(`The server answered ${response.status} for ${path}.`)
  return (await response.json()) as DraftFile
}
