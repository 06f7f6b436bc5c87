import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { formatAge, formatTime, snapshotTime } from '../../../src/lib/time.ts'
import { hasFailed, readLastRun } from '../../last-run.ts'
import { CommandError, runCommand } from '../../run-command.ts'
import { readCurrentRelease } from '../../store/releases.ts'
import type { Check, DoctorContext } from '../check.ts'
import { type Finding, ok, problem, warning } from '../finding.ts'

const TIMER = 'aether-refresh.timer'
const SERVICE = 'aether-refresh.service'
const JOURNAL = `journalctl -u ${SERVICE} -n 50`

export const scheduleCheck: Check = {
  name: 'schedule',
  async run(context) {
    const timer = await readUnit(TIMER, context)
    return [
      timer === null
        ? ((await findRepeated(context)) ?? (await findCron(context.etc)))
        : describeTimer(timer),
      ...(timer === null ? [] : describeLastRun(await readUnit(SERVICE, context))),
      ...(await findMissedRuns(context, timer !== null)),
    ]
  },
}

type Unit = Record<string, string>

/** What systemd knows of a unit; null where it is not there, or no systemd runs. */
async function readUnit(name: string, { env, signal }: DoctorContext): Promise<Unit | null> {
  const properties = 'LoadState,ActiveState,UnitFileState,Result,ExecMainStatus,NextElapseUSecRealtime'
  try {
    const text = await runCommand(['systemctl', 'show', `--property=${properties}`, name], {
      env,
      seconds: 10,
      signal,
    })
    const unit = Object.fromEntries(text.split('\n').map((line) => line.split(/=(.*)/s, 2)))
    return unit['LoadState'] === 'loaded' ? unit : null
  } catch (error) {
    if (error instanceof CommandError) return null
    throw error
  }
}

function describeTimer(timer: Unit): Finding {
  const remedy = `systemctl enable --now ${TIMER}`
  if (timer['ActiveState'] !== 'active')
    return problem('The timer is installed, and does not run', TIMER, remedy)
  if (timer['UnitFileState'] !== 'enabled')
    return warning('The timer runs, and will not after the next start of this machine', TIMER, remedy)
  const next = timer['NextElapseUSecRealtime'] ?? ''
  return ok(`The timer runs${next === '' ? '' : `; next at ${next}`}`, TIMER)
}

/** 3 and 4 are successes of the service: see docs/scheduling.md. */
function describeLastRun(service: Unit | null): Finding[] {
  if (service === null)
    return [problem('The timer has no service to start', SERVICE, 'Copy it from deploy/systemd.')]
  if ((service['Result'] ?? 'success') === 'success') return []
  const what = `The last refresh failed (${service['Result']}, exit code ${service['ExecMainStatus'] ?? 'unknown'})`
  return [problem(what, SERVICE, JOURNAL)]
}

/** What `aether refresh --repeat` left, as containers run it; null where it is long gone, or never was. */
async function findRepeated({ settings, clock }: DoctorContext): Promise<Finding | null> {
  const { site } = settings.config
  const run = await readLastRun(settings.state.root)
  if (run === null || clock().getTime() - Date.parse(run.endedAt) > 2 * site.intervalMinutes * 60_000)
    return null
  const when = formatTime(run.endedAt, site.timeZone)
  if (!hasFailed(run)) return ok(`"aether refresh --repeat" is at work; its last run ended at ${when}`)
  const what = `The last refresh of "aether refresh --repeat" failed (exit code ${run.exitCode}), at ${when}`
  return problem(what, settings.state.root, 'Its output says why: docker logs, or where it goes.')
}

async function findCron(etc: string): Promise<Finding> {
  const folder = join(etc, 'cron.d')
  const names: string[] = await readdir(folder).catch(() => [])
  if (names.includes('aether')) return ok('cron runs the refresh', join(folder, 'aether'))
  const remedy =
    'docs/scheduling.md has a timer of systemd and a line for cron. Nothing is to be done where something else runs it.'
  return warning('Neither a timer of systemd nor /etc/cron.d runs the refresh', '', remedy)
}

/** One run that fails is made up for by the next; two in a row are worth a look. */
async function findMissedRuns({ settings, clock }: DoctorContext, hasTimer: boolean): Promise<Finding[]> {
  const name = await readCurrentRelease(settings.state.root)
  const collectedAt = name === null ? null : snapshotTime(name)
  if (collectedAt === null) return []
  const ageMs = clock().getTime() - Date.parse(collectedAt)
  if (ageMs <= 2 * settings.config.site.intervalMinutes * 60_000) return []
  const what = `The published collection is ${formatAge(ageMs)} old, more than two intervals`
  return [
    warning(
      what,
      settings.state.current,
      hasTimer ? JOURNAL : 'Look into the log of what runs the refresh (cron: the system log, "aether").',
    ),
  ]
}
