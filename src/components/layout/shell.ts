import { showAge } from './banner-age.ts'
import { showArchivePlace } from './banner-archive.ts'
import { startCopyButtons } from './copy-buttons.ts'
import { startKeys } from './keys.ts'
import { startMenu } from './menu.ts'
import { startSiteSearch } from './site-search.ts'
import { startThemeSwitch } from './theme-switch.ts'

/** What makes the frame around each page work. The page is complete without it. */
export function startShell(): void {
  startThemeSwitch()
  startMenu()
  startKeys()
  startCopyButtons()
  startSiteSearch()
  const banner = document.querySelector<HTMLElement>('[data-banner]')
  if (!banner) return
  showAge(banner)
  void showArchivePlace(banner)
}
