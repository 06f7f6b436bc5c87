import type { Browser } from 'playwright-core'
import { watchPage } from './browser.ts'

/** Opens the page, and every page that it leads to but those of `passedOver`; returns the paths below `root`, and whatever was missing or failed. */
export async function clickThrough(
  browser: Browser,
  root: string,
  passedOver?: RegExp,
): Promise<{ opened: string[]; complaints: string[] }> {
  const context = await browser.newContext()
  const { page, complaints, visit } = await watchPage(context)
  const waiting = [root]
  const opened = new Set<string>()
  for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
    if (opened.has(url)) continue
    opened.add(url)
    await visit(url)
    const links = await page.$$eval('a', (anchors) =>
      // A link inside a drawing has no `href` of its own kind; resolving the attribute works for both.
      anchors.flatMap((anchor) => {
        const written = anchor.getAttribute('href')
        return written === null ? [] : [new URL(written, document.baseURI).href]
      }),
    )
    for (const link of links.map((href) => href.replace(/[?#].*$/, ''))) {
      if (!link.startsWith('http') || opened.has(link)) continue
      if (passedOver?.test(link)) continue
      if (!link.startsWith(root)) complaints.push(`${url}: leads out of the site, to ${link}`)
      // Files are downloads: that they are there is asked without opening them.
      if (link.endsWith('/')) waiting.push(link)
      else {
        opened.add(link)
        const { status } = await fetch(link, { method: 'HEAD' })
        if (status !== 200) complaints.push(`${url}: links to ${link}: ${status}`)
      }
    }
  }
  await context.close()
  return { opened: [...opened].map((url) => url.slice(root.length)), complaints }
}
