import type { NamedFinding } from './examine.ts'
import type { FindingState } from './finding.ts'

const STATE_WIDTH = 8
const CHECK_WIDTH = 14

/** "problem  rights         what", then where it is and how to mend it, each on a line of its own; one line where all is well. */
function formatFinding({ state, check, what, where, remedy }: NamedFinding): string {
  const indent = ' '.repeat(STATE_WIDTH + CHECK_WIDTH + 2)
  const place = where === '' || what.includes(where) ? '' : where
  const beside = state === 'ok' && place !== '' ? ` (${place})` : ''
  const lines = [`${state.padEnd(STATE_WIDTH)} ${check.padEnd(CHECK_WIDTH)} ${what}${beside}`]
  if (place !== '' && beside === '') lines.push(`${indent}at   ${place}`)
  if (remedy !== '') lines.push(`${indent}mend ${remedy}`)
  return lines.join('\n')
}

/** Prints findings as they come; a remedy that is that of the next one, too, stands once, below the last of them. */
export function createFindingPrinter(print: (text: string) => void) {
  let held: NamedFinding | null = null
  const release = (next: NamedFinding | null) => {
    if (held === null) return
    const isShared = next !== null && next.check === held.check && next.remedy === held.remedy
    print(formatFinding(isShared ? { ...held, remedy: '' } : held))
  }
  return {
    tell(finding: NamedFinding) {
      release(finding)
      held = finding
    },
    end: () => release(null),
  }
}

/** "31 ok, 2 warnings, 1 problem, 3 skipped" */
export function formatSummary(findings: readonly NamedFinding[]): string {
  const count = (state: FindingState) => findings.filter((finding) => finding.state === state).length
  const plural = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`
  return [
    `\n${count('ok')} ok`,
    plural(count('warning'), 'warning'),
    plural(count('problem'), 'problem'),
    `${count('skipped')} skipped`,
  ].join(', ')
}
