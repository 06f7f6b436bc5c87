import type { Browser } from 'playwright-core'

export interface WireFigures {
  requests: number
  /** Compressed, without headers. */
  bytes: number
  /** Of these, rows of tables, scripts, and style sheets. */
  rowBytes: number
  scriptBytes: number
  styleBytes: number
}

/** What a first visit transfers until the page is quiet; `asked` hears of each address. */
export async function measureWire(
  browser: Browser,
  url: string,
  asked: (url: string) => void = () => {},
): Promise<WireFigures> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  const answers = new Map<string, { url: string; type: string }>()
  const figures: WireFigures = { requests: 0, bytes: 0, rowBytes: 0, scriptBytes: 0, styleBytes: 0 }
  session.on('Network.responseReceived', ({ requestId, response, type }) => {
    answers.set(requestId, { url: response.url, type })
    asked(response.url)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    figures.requests += 1
    figures.bytes += encodedDataLength
    const answer = answers.get(requestId)
    if (answer?.url.includes('/rows/')) figures.rowBytes += encodedDataLength
    if (answer?.type === 'Script') figures.scriptBytes += encodedDataLength
    if (answer?.type === 'Stylesheet') figures.styleBytes += encodedDataLength
  })
  await page.goto(url, { waitUntil: 'networkidle' })
  await context.close()
  return figures
}
