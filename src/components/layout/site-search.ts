/** The site search is fetched when somebody asks for it: with Ctrl or Cmd and K, or with a `data-open-search`. */
export function startSiteSearch(): void {
  let dialog: Promise<HTMLDialogElement> | null = null

  function fetchDialog(): Promise<HTMLDialogElement> {
    dialog ??= import('../islands/SiteSearch.tsx').then(({ mountSiteSearch }) => mountSiteSearch())
    // What failed, on a bad connection, is tried again the next time.
    dialog.catch(() => {
      dialog = null
    })
    return dialog
  }

  async function open(): Promise<void> {
    const found = await fetchDialog()
    if (found.open) return
    found.showModal()
    found.querySelector('input')?.select()
  }

  document.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
    if (event.altKey || event.shiftKey) return
    event.preventDefault()
    void open()
  })
  for (const opener of document.querySelectorAll('[data-open-search]')) {
    opener.addEventListener('click', () => void open())
    opener.addEventListener('pointerenter', () => void fetchDialog(), { once: true })
  }
}
