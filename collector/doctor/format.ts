import type { NamedFinding } from './examine.ts'
import type { FindingState } from './finding.ts'

const STATE_WIDTH = 8
const CHECK_WIDTH = 14

/** "problem  rights         what", then where it is and how to mend it, each on a line of its own. */
export function formatFinding({ state, check, what, where, remedy }: NamedFinding): string {
  const indent = ' '.repeat(STATE_WIDTH + CHECK_WIDTH + 2)
  const lines = [`${state.padEnd(STATE_WIDTH)} ${check.padEnd(CHECK_WIDTH)} ${what}`]
  if (where !== '' && !what.includes(where)) lines.push(`${indent}at   ${where}`)
  if (remedy !== '') lines.push(`${indent}mend ${remedy}`)
  return lines.join('\n')
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
