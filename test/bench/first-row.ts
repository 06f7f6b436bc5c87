import type { Browser, BrowserContext } from 'playwright-core'

export interface FirstRow {
  /** From the begin of the navigation to the frame in which the first row is painted. */
  ms: number
  heapBytes: number
}

/** Where a page has the first cell of its table, once the table can be used. */
const FIRST_CELL = '.tabulator-row [role=gridcell]'
export const PEER_FIRST_CELL = '.dt-container tbody td'

export const LIMIT_MS = 60_000

/** Opens a table's page with an empty cache. Null where no row was painted in a minute. */
export async function measureFirstRow(
  browser: Browser,
  url: string,
  cell = FIRST_CELL,
): Promise<FirstRow | null> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    return await watchFirstRow(context, url, cell)
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return null
    throw error
  } finally {
    await context.close()
  }
}

async function watchFirstRow(context: BrowserContext, url: string, cell: string): Promise<FirstRow> {
  const page = await context.newPage()
  await page.addInitScript(watchFor, cell)
  await page.goto(url, { waitUntil: 'commit', timeout: LIMIT_MS })
  await page.waitForFunction(() => 'firstRow' in globalThis, undefined, { polling: 20, timeout: LIMIT_MS })
  const ms = await page.evaluate(() => (globalThis as unknown as { firstRow: number }).firstRow)
  const session = await context.newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return { ms, heapBytes: usedSize }
}

/** Runs in the page. Two frames after the row is in the document it has been painted. */
function watchFor(cell: string): void {
  const look = () => {
    if (!document.querySelector(cell)) return requestAnimationFrame(look)
    return requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        Object.assign(globalThis, { firstRow: performance.now() })
      }),
    )
  }
  requestAnimationFrame(look)
}
