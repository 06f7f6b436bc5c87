const SHOWN_MS = 1500

/** Any button with `data-copy` copies that text, and says so for a moment. */
export function startCopyButtons(): void {
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return
    const button = event.target.closest<HTMLElement>('[data-copy]')
    if (button) void copy(button, button.dataset.copy ?? '')
  })
}

async function copy(button: HTMLElement, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    // Without https or permission there is no clipboard: the text is selected, so that the keyboard can copy it.
    getSelection()?.selectAllChildren(button)
    return
  }
  button.dataset.copied = ''
  setTimeout(() => delete button.dataset.copied, SHOWN_MS)
}
