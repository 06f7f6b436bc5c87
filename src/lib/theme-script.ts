import { createHash } from 'node:crypto'
import { THEME_KEY } from './theme.ts'

/**
 * Runs in the head, before the first paint, so that a page never flashes in the wrong theme. It is the site's only inline script of
 * our own writing; Astro does not hash those, so its hash is handed to the Content-Security-Policy in astro.config.mjs.
 */
export const THEME_SCRIPT = `try{var t=localStorage.getItem('${THEME_KEY}');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch(e){}`

export const themeScriptHash = `sha256-${createHash('sha256').update(THEME_SCRIPT).digest('base64')}` as const
