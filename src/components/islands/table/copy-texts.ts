import type { ClipboardTexts } from '../../../lib/table/clipboard.ts'

/** Throws where the browser refuses. */
export async function copyTexts({ text, html }: ClipboardTexts): Promise<void> {
  const types: Record<string, string> = { 'text/plain': text }
  if (html !== null) types['text/html'] = html
  if (window.isSecureContext && 'clipboard' in navigator) {
    const blobs = Object.entries(types).map(([type, content]) => [type, new Blob([content], { type })])
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))])
    return
  }
  copyByCommand(types)
}

/** Without https there is no clipboard to write to, but there is the old command. */
function copyByCommand(types: Record<string, string>): void {
  const fill = (event: ClipboardEvent) => {
    for (const [type, content] of Object.entries(types)) event.clipboardData?.setData(type, content)
    event.preventDefault()
  }
  document.addEventListener('copy', fill, { once: true })
  const copied = document.execCommand('copy')
  document.removeEventListener('copy', fill)
  if (!copied) throw new Error('The browser does not let this page write to the clipboard.')
}
