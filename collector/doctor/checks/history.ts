import { loadHistory } from '../../../src/lib/history.ts'
import { formatCountOf } from '../../../src/lib/units.ts'
import { type Check, SkipCheck } from '../check.ts'
import { type Finding, ok, warning } from '../finding.ts'

export const historyCheck: Check = {
  name: 'history',
  async run({ settings }) {
    const folder = settings.state.history
    const { recent, daily, problems } = await loadHistory(folder, null)
    const [first] = problems
    if (daily.length === 0 && !first) throw new SkipCheck('No collection is recorded yet.')
    const findings: Finding[] = [
      ok(`${formatCountOf(recent.length, 'collection')} of the last 31 days are recorded`, folder),
    ]
    if (!first) return findings
    const what = `${formatCountOf(problems.length, 'line')} of the history cannot be read: ${first.reason}`
    const remedy =
      'Lines of a newer Aether stay for it (docs/upgrading.md); broken ones go with "aether archive reindex".'
    return [
      ...findings,
      warning(what, `${first.file}${first.line === null ? '' : `, line ${first.line}`}`, remedy),
    ]
  },
}
