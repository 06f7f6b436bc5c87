import { copyTexts } from '../islands/table/copy-texts.ts'

const SHOWN_MS = 1500

/** Any button with `data-copy` copies that text, and says so in words for a moment, to the eye and to assistive technology. */
export function startCopyButtons(): void {
  const said = document.createElement('output')
  said.className = 'screen-reader-only'
  document.body.append(said)
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return
    const button = event.target.closest<HTMLElement>('[data-copy]')
    if (button) void copy(button, button.dataset.copy ?? '', said)
  })
}

async function copy(button: HTMLElement, text: string, said: HTMLElement): Promise<void> {
  const result = await tryToCopy(text)
  button.dataset.copied = result
  said.textContent = `${result}: ${text}`
  setTimeout(() => {
    delete button.dataset.copied
    said.textContent = ''
  }, SHOWN_MS)
}

async function tryToCopy(text: string): Promise<'Copied' | 'Not copied'> {
  try {
    await copyTexts({ text, html: null })
    return 'Copied'
  } catch {
    return 'Not copied'
  }
}
