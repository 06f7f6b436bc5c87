import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from 'playwright-core'

export interface FilterLine {
  /** What is typed into. */
  input: string
  /** Is there when the table can be used. */
  ready: string
  /** Typed character by character; each of them changes the rows or what is offered. */
  text: string
}

export const OWN_LINE: FilterLine = {
  input: '[data-page-filter]',
  ready: '[data-ready]',
  text: 'web-1 status:active vcpu:>=4 -debian',
}
/** DataTables looks for words alone. */
export const PEER_LINE: FilterLine = {
  input: '.dt-search input',
  ready: '.dt-container tbody td',
  text: 'web-1 active debian',
}

const LIMIT_MS = 180_000
/** A person's fingers, and time for what follows a keystroke without being waited for. */
const PAUSE_MS = 250

/** For each keystroke: milliseconds from the input event to the end of the frame that was painted after it. */
export async function measureKeystrokes(browser: Browser, url: string, line: FilterLine): Promise<number[]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(url, { waitUntil: 'commit', timeout: LIMIT_MS })
  await page.waitForSelector(line.ready, { timeout: LIMIT_MS })
  // What the page prepares in idle moments after its first row is not part of a keystroke.
  await sleep(2000)
  await page.evaluate(watchInputs)
  await page.focus(line.input)
  for (const character of line.text) {
    await page.keyboard.type(character)
    await sleep(PAUSE_MS)
  }
  const times = await page.evaluate(() => (globalThis as unknown as { keystrokes: number[] }).keystrokes)
  await context.close()
  return times
}

/** Runs in the page. A message that is posted in an animation frame arrives when that frame has been painted. */
function watchInputs(): void {
  const keystrokes: number[] = []
  Object.assign(globalThis, { keystrokes })
  const onInput = ({ timeStamp }: Event) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener('message', () => keystrokes.push(performance.now() - timeStamp))
      port1.start()
      port2.postMessage(null)
    })
  }
  document.addEventListener('input', onInput, { capture: true })
}
