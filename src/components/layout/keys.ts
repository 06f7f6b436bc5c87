/** "/" goes to the page's filter, "?" lists the keys. The site's search listens to its own. */
export function startKeys(): void {
  nameModifier()
  const dialog = document.querySelector<HTMLDialogElement>('[data-keys]')
  document.querySelector('[data-open-keys]')?.addEventListener('click', () => dialog?.showModal())
  dialog?.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close()
  })
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
      return
    // What lies over the page keeps the keyboard; what stands beside the table, as the details do, does not.
    if (document.querySelector('dialog:modal')) return
    if (event.key === '?') dialog?.showModal()
    else if (event.key === '/' && !focusFilter()) return
    else if (event.key !== '/') return
    event.preventDefault()
  })
}

/** Where the keyboard says Cmd, so does the page. */
function nameModifier(): void {
  if (!/Mac|iPhone|iPad/.test(navigator.userAgent)) return
  for (const element of document.querySelectorAll('[data-modifier]')) element.textContent = '⌘'
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
