import { isShownArchived } from '../../lib/table/shown-archive.ts'
import { shownSnapshot } from '../../lib/table/shown-snapshot.ts'
import { showAge } from './banner-age.ts'
import { showArchivePlace } from './banner-archive.ts'
import { startCopyButtons } from './copy-buttons.ts'
import { startKeys } from './keys.ts'
import { startMenu } from './menu.ts'
import { startSiteSearch } from './site-search.ts'
import { startThemeSwitch } from './theme-switch.ts'
import { writeToldTexts } from './told-texts.ts'

/** What makes the frame around each page work. The page is complete without it. */
export function startShell(): void {
  writeToldTexts()
  // What a thinned snapshot lacks is out of sight on its pages, by base.css.
  if (isShownArchived()) document.documentElement.dataset.archived = ''
  startThemeSwitch()
  startMenu()
  startKeys()
  startCopyButtons()
  startSiteSearch()
  const banner = document.querySelector<HTMLElement>('[data-banner]')
  if (!banner) return
  const snapshot = shownSnapshot()
  showAge(banner, snapshot)
  void showArchivePlace(banner, snapshot.name)
}
