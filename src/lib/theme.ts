/** Where the theme switch keeps its choice: `light` or `dark`; absent means as the system says. */
export const THEME_KEY = 'aether:theme'

/** Sent on `window` when another theme is shown, so that drawings made from the tokens can be made anew. */
export const THEME_EVENT = 'aether:theme'

export type Theme = 'auto' | 'light' | 'dark'

/** The order in which the switch goes through the themes. */
export function nextTheme(theme: Theme): Theme {
  if (theme === 'auto') return 'light'
  return theme === 'light' ? 'dark' : 'auto'
}
