import { useState } from 'preact/hooks'

interface Props {
  compact: boolean
  link(): string
  onCompact(compact: boolean): void
  onReset(): void
}

export function ViewMenu({ compact, link, onCompact, onReset }: Props) {
  const [copied, setCopied] = useState('')
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(link())
      setCopied('Link copied')
    } catch {
      // Without https there is no clipboard; the address bar holds the same link.
      setCopied('The address bar holds this view: copy it from there')
    }
  }
  return (
    <div class="dt-menu">
      <label class="dt-choice">
        <input type="checkbox" checked={compact} onChange={() => onCompact(!compact)} />
        <span class="dt-choice-text">Compact rows</span>
      </label>
      <button type="button" class="dt-item" onClick={() => void copy()}>
        {copied || 'Copy a link to this view'}
      </button>
      <button type="button" class="dt-item" onClick={onReset}>
        Reset filters, sorting and columns
      </button>
      <output class="screen-reader-only">{copied}</output>
    </div>
  )
}
