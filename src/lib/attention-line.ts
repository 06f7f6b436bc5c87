import type { Attention } from './cloud-model.ts'
import { formatCount } from './units.ts'

/** One line for any number of things: how many, and the first few by name. */
export function about(
  severity: Attention['severity'],
  names: readonly string[],
  one: string,
  many: string,
  href: string,
): Attention | null {
  if (names.length === 0) return null
  const rest = names.length > 5 ? ` and ${formatCount(names.length - 5)} more` : ''
  return {
    severity,
    title: `${formatCount(names.length)} ${names.length === 1 ? one : many}`,
    detail: names.slice(0, 5).join(', ') + rest,
    href,
  }
}

/** One thing that can wait until the next working day. */
export function warn(title: string, detail: string, href: string): Attention {
  return { severity: 'warning', title, detail, href }
}
