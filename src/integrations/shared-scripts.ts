import { createHash } from 'node:crypto'

/** Below this a request costs more than the text. */
const LEAST = 1000
/** Of Astro's own writing: without attributes. Rows of tables and files of scripts have some. */
const INLINE_SCRIPT = /<script>(.*?)<\/script>/gs
/** Whatever has no file: Astro writes small modules of a page into it, too. */
const ANY_INLINE = /<script(?![^>]*\ssrc=)[^>]*>(.*?)<\/script>/gs
const POLICY = /(<meta http-equiv="content-security-policy" content=")([^"]*)/

export interface SharedScripts {
  html: string
  /** Files to write, by their names, which follow from their content. */
  scripts: Map<string, string>
}

/**
 * Takes the large scripts that Astro writes into every page with an island out into files: 2 kB of each page on the wire, which
 * browsers then keep, and the archive stores once. They run where they did: without `async`, before what follows them is read.
 * @param folder the way from the page to where the files go
 */
export function shareScripts(page: string, folder: string): SharedScripts {
  const scripts = new Map<string, string>()
  const shared = page.replace(INLINE_SCRIPT, (element, text: string) => {
    if (text.length < LEAST) return element
    const name = `island.${createHash('sha256').update(text).digest('base64url').slice(0, 8)}.js`
    scripts.set(name, text)
    return `<script src="${folder}${name}"></script>`
  })
  // A script in a file takes what it imports from where that file is, no longer from where the page is.
  const html = scripts.size === 0 ? shared : shared.replaceAll(`-url="${folder}`, '-url="./')
  return { html: tightenPolicy(html), scripts }
}

/** Astro allows every script that it might write; a page allows those that it has. */
function tightenPolicy(html: string): string {
  const hashes = new Set(
    [...html.matchAll(ANY_INLINE)].map(
      ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
    ),
  )
  return html.replace(POLICY, (_, begin: string, policy: string) => {
    const kept = policy.replaceAll(/ ('sha256-[^']*')/g, (word, hash: string) =>
      hashes.has(hash) ? word : '',
    )
    return begin + kept
  })
}
