import { nextTheme, THEME_EVENT, THEME_KEY, type Theme } from '../../lib/theme.ts'

const WORDS: Record<Theme, string> = { auto: 'as the system', light: 'light', dark: 'dark' }

/** The button goes from auto to light to dark; the choice is remembered, and another tab's choice is followed. */
export function startThemeSwitch(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-theme-switch]')
  if (!button) return
  describe(button)
  button.addEventListener('click', () => {
    const theme = nextTheme(currentTheme())
    applyTheme(theme)
    remember(theme)
    describe(button)
  })
  window.addEventListener('storage', (event) => {
    if (event.key !== THEME_KEY) return
    applyTheme(event.newValue === 'light' || event.newValue === 'dark' ? event.newValue : 'auto')
    describe(button)
  })
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', announce)
  printLight()
}

/** Paper is light. The style sheet sees to the page; drawings have to be made anew, before and after. */
function printLight(): void {
  let chosen: Theme = 'auto'
  window.addEventListener('beforeprint', () => {
    chosen = currentTheme()
    applyTheme('light')
  })
  window.addEventListener('afterprint', () => applyTheme(chosen))
}

function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme
  return chosen === 'light' || chosen === 'dark' ? chosen : 'auto'
}

function applyTheme(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  announce()
}

function remember(theme: Theme): void {
  try {
    if (theme === 'auto') localStorage.removeItem(THEME_KEY)
    else localStorage.setItem(THEME_KEY, theme)
  } catch {
    // Storage may be forbidden; the theme then lasts as long as the page.
  }
}

function describe(button: HTMLButtonElement): void {
  const theme = currentTheme()
  const text = `Theme: ${WORDS[theme]}. Switch to ${WORDS[nextTheme(theme)]}`
  button.setAttribute('aria-label', text)
  button.title = text
}

function announce(): void {
  window.dispatchEvent(new Event(THEME_EVENT))
}
