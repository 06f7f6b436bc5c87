import axe from 'axe-core'
import type { Page } from 'playwright-core'

interface Violation {
  id: string
  help: string
  nodes: { target: unknown[]; failureSummary?: string }[]
}

/** WCAG 2.2 A and AA by axe-core: one line a violation, with the first places where it is. */
export async function auditAccessibility(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const violations = await page.evaluate(async () => {
    const checker = (globalThis as unknown as { axe: typeof axe }).axe
    const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
    const result = await checker.run(document, { runOnly: { type: 'tag', values } })
    return result.violations as Violation[]
  })
  return violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 3).map((node) => `${node.target.join(' ')} (${node.failureSummary ?? ''})`)
    return `${id}: ${help}: ${nodes.length} times, e.g. ${places.join('; ')}`
  })
}
