import { createHash } from 'node:crypto'
export const THEME_SCRIPT = `(function(){try{var t=localStorage.getItem('aether:theme');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch(e){}})()`
export const themeScriptHash = `sha256-${createHash('sha256').update(THEME_SCRIPT).digest('base64')}`
