import { makeKeyHelp } from './key-help.ts'

/** "/" goes to the page's filter, "?" lists the keys. The site's search listens to its own. */
export function startKeys(): void {
  const control = nameModifier()
  let dialog: HTMLDialogElement | null = null
  const showKeys = () => {
    dialog ??= makeKeyHelp(control)
    dialog.showModal()
  }
  document.querySelector('[data-open-keys]')?.addEventListener('click', showKeys)
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
      return
    // What lies over the page keeps the keyboard; what stands beside the table, as the details do, does not.
    if (document.querySelector('dialog:modal')) return
    if (event.key === '?') showKeys()
    else if (event.key === '/' && !focusFilter()) return
    else if (event.key !== '/') return
    event.preventDefault()
  })
}

/** Where the keyboard says Cmd, so does the page. */
function nameModifier(): string {
  if (!/Mac|iPhone|iPad/.test(navigator.userAgent)) return 'Ctrl'
  for (const element of document.querySelectorAll('[data-modifier]')) element.textContent = '⌘'
  return '⌘'
}

function focusFilter(): boolean {
  const filters = [...document.querySelectorAll<HTMLInputElement>('[data-page-filter]')]
  const filter = filters.find((candidate) => candidate.checkVisibility())
  if (!filter) return false
  filter.focus()
  filter.select()
  return true
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}
