import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const QUIET_MS = 200
const PATIENCE_MS = 15_000

/** Debian's Chromium, without everything that would ask the network by itself. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

export interface Watched {
  page: Page
  /** Console errors, uncaught errors and failed requests, each with where it happened. */
  complaints: string[]
  /** Opens the address and waits until nothing is loaded any more. */
  visit(url: string): Promise<void>
}

/** A page of which every complaint is kept. */
export async function watchPage(context: BrowserContext): Promise<Watched> {
  const page = await context.newPage()
  const complaints: string[] = []
  const traffic = { underway: 0, lastChange: Date.now() }
  const count = (difference: number) => {
    traffic.underway += difference
    traffic.lastChange = Date.now()
  }
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${page.url()}: console: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: uncaught: ${error.message}`))
  page.on('request', () => count(1))
  page.on('requestfinished', () => count(-1))
  page.on('requestfailed', (request) => {
    count(-1)
    const reason = request.failure()?.errorText ?? ''
    // Leaving a page ends what it still loads.
    if (reason !== 'net::ERR_ABORTED') complaints.push(`${page.url()}: ${request.url()}: ${reason}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${page.url()}: ${response.url()}: ${response.status()}`)
  })
  return {
    page,
    complaints,
    async visit(url) {
      await page.goto(url, { waitUntil: 'load' })
      const end = Date.now() + PATIENCE_MS
      while (traffic.underway > 0 || Date.now() - traffic.lastChange < QUIET_MS) {
        if (Date.now() > end) throw new Error(`${url} is still loading after ${PATIENCE_MS} ms`)
        await sleep(20)
      }
    },
  }
}

/** What reads it aloud or prints it sees: every text of the page, also in attributes. */
export function readTexts(page: Page): Promise<string> {
  return page.evaluate(() => {
    const attributes = ['title', 'aria-label', 'alt', 'placeholder']
    const named = [...document.querySelectorAll('[title],[aria-label],[alt],[placeholder]')]
    const values = named.flatMap((element) => attributes.map((name) => element.getAttribute(name) ?? ''))
    return [document.title, document.body.innerText, ...values].join('\n')
  })
}
