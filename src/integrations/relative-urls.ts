/** Astro's `base` while building. It never leaves the build: every URL that starts with it becomes relative. */
export const BASE_PLACEHOLDER = '/__aether-root__/'

/** Where Astro, Vite and our components write URLs. Other attributes hold tenants' text, which must stay as it is. */
const ATTRIBUTES =
  'href|src|poster|action|formaction|component-url|renderer-url|before-hydration-url|data-root|data-src|data-href'

const HOLDER = BASE_PLACEHOLDER.replaceAll('/', '\\/')
const ATTRIBUTE_URL = new RegExp(`(\\s(?:${ATTRIBUTES})=")${HOLDER}`, 'g')
const STYLE_URL = new RegExp(`(url\\(\\s*["']?|@import\\s+["'])${HOLDER}`, 'g')

/** The way from a file's folder to the site's root: `./` for `index.html`, `../../` for `hosts/cmp01/index.html`. */
export function pathToRoot(file: string): string {
  const depth = file.split(/[\\/]/).length - 1
  return depth === 0 ? './' : '../'.repeat(depth)
}

/**
 * Replaces the placeholder at the start of URLs, and only there: a tenant may name a server like the placeholder, and it shows as named.
 * @param file path below the site's root, which decides how many levels lead up to it
 */
export function relativiseUrls(text: string, file: string): string {
  if (!text.includes(BASE_PLACEHOLDER)) return text
  const root = pathToRoot(file)
  if (file.endsWith('.css')) return text.replace(STYLE_URL, `$1${root}`)
  return text.replace(ATTRIBUTE_URL, `$1${root}`)
}
