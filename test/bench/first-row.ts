import type { Browser } from 'playwright-core'

export interface FirstRow {
  /** From the begin of the navigation to the frame in which the first row is painted. */
  ms: number
  heapBytes: number
}

/** Opens a table's page with an empty cache. */
export async function measureFirstRow(browser: Browser, url: string): Promise<FirstRow> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.addInitScript(watchForRow)
  await page.goto(url, { waitUntil: 'commit' })
  await page.waitForFunction(() => 'firstRow' in globalThis, undefined, { polling: 20, timeout: 60_000 })
  const ms = await page.evaluate(() => (globalThis as unknown as { firstRow: number }).firstRow)
  const session = await context.newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await context.close()
  return { ms, heapBytes: usedSize }
}

/** Runs in the page. Two frames after the row is in the document it has been painted. */
function watchForRow(): void {
  const look = () => {
    if (!document.querySelector('.tabulator-row [role=gridcell]')) return requestAnimationFrame(look)
    return requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        Object.assign(globalThis, { firstRow: performance.now() })
      }),
    )
  }
  requestAnimationFrame(look)
}
