import { readdir, stat } from 'node:fs/promises'

import { loadSnapshot } from '../../../src/lib/snapshot.ts'
import { formatAge } from '../../../src/lib/time.ts'
import { formatCountOf } from '../../../src/lib/units.ts'
import type { Config, Problem, Snapshot } from '../../../src/lib/model.ts'
import type { Check } from '../check.ts'
import { type Finding, ok, problem, warning } from '../finding.ts'

export const dataCheck: Check = {
  name: 'data',
  async run({ settings, dataDir, clock }) {
    const names = await readdir(dataDir).catch((error: NodeJS.ErrnoException) => error)
    if (names instanceof Error && names.code !== 'ENOENT') {
      return [
        problem(`The data folder cannot be read: ${names.message}`, dataDir, 'Correct its owner and mode.'),
      ]
    }
    if (names instanceof Error || names.every((name) => name.startsWith('.'))) {
      return [warning('Nothing was collected yet', dataDir, 'Run "aether refresh".')]
    }
    const findings = [...(await findOpenFolder(dataDir)), ...findLeftovers(names, dataDir)]
    try {
      const snapshot = await loadSnapshot(dataDir)
      return [...describeSnapshot(snapshot, dataDir, settings.config, clock()), ...findings]
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      return [
        problem(message, dataDir, 'Run "aether collect", or put the file back from a snapshot.'),
        ...findings,
      ]
    }
  },
}

async function findOpenFolder(dataDir: string): Promise<Finding[]> {
  const { mode } = await stat(dataDir)
  if ((mode & 0o007) === 0) return []
  return [warning('Everybody on this machine can read the data', dataDir, `chmod o-rwx ${dataDir}`)]
}

function findLeftovers(names: string[], dataDir: string): Finding[] {
  const left = names.filter((name) => name === '.commit.json' || name.startsWith('.staging-'))
  if (left.length === 0) return []
  const remedy = 'Nothing needs to be done: the next run completes or removes it.'
  return [warning(`A run ended, or is, in the middle of writing: ${left.join(', ')}`, dataDir, remedy)]
}

function describeSnapshot(snapshot: Snapshot, dataDir: string, config: Config, now: Date): Finding[] {
  const { collectedAt, instances, hypervisors, problems, meta } = snapshot
  const figures = `${formatCountOf(instances.length, 'instance')} on ${formatCountOf(hypervisors.length, 'host')}`
  const ageMs = now.getTime() - Date.parse(collectedAt)
  const late = ageMs > 3 * config.site.intervalMinutes * 60_000
  const age = `${figures}, collected ${formatAge(Math.max(0, ageMs))} ago`
  const stale = Object.entries(meta?.files ?? {}).filter(([, report]) => report.stale)
  return [
    late
      ? warning(
          `${age}, which is more than three intervals`,
          dataDir,
          'See whether the timer runs: "systemctl list-timers", "journalctl -u aether-refresh.service".',
        )
      : ok(age, dataDir),
    ...stale.map(([name, { asOf }]) => {
      const source = meta?.sources.find(({ files, state }) => files.includes(name) && state !== 'ok')
      return warning(
        `${name} is of ${asOf}, since it could not be read anew`,
        dataDir,
        source?.message ?? 'See About.',
      )
    }),
    ...describeProblems(problems, dataDir),
  ]
}

/** A problem without a line is the whole file's. */
function describeProblems(problems: Problem[], dataDir: string): Finding[] {
  const files = problems.filter(({ line }) => line === null)
  const rows = problems.filter(({ line }) => line !== null)
  const findings = files.map(({ file, reason }) =>
    warning(`${file}: ${reason}`, dataDir, 'Run "aether collect", or put the file back from a snapshot.'),
  )
  const first = rows[0]
  if (!first) return findings
  const remedy = `${first.reason}; About lists them all.`
  return [
    ...findings,
    warning(`Skipped ${formatCountOf(rows.length, 'row')}`, `${first.file}, line ${first.line}`, remedy),
  ]
}
