/** A plan as text for people and shells: the commands, a script that waits and checks, and a CSV file. */
import { splitControls } from '../control-characters.ts'
import type { Way } from './movable.ts'
import type { Step } from './plan.ts'

/** The compute API version from which on each way takes a host: nova/compute/rest_api_version_history. */
const MICROVERSIONS: Record<Way, string> = { live: '2.30', cold: '2.56', evacuate: '2.29' }

/** What a script says of itself in its first lines. */
export interface PlanOrigin {
  site: string
  /** As people read it. */
  collectedAt: string
}

/** Those that fit, in order; the others are not made. */
export function feasibleSteps(steps: readonly Step[]): (Step & { way: Way })[] {
  return steps.flatMap((step) => (step.reasons.length === 0 && step.way ? { ...step, way: step.way } : []))
}

/** One command a line, in order, to be run one after another. A cold migration takes two: the second confirms it. */
export function planCommands(steps: readonly Step[]): string {
  return feasibleSteps(steps)
    .flatMap(({ instance, to, way }) => commandsOf(instance.id, instance.status, to.serviceHost, way))
    .map((line) => `${line}\n`)
    .join('')
}

function commandsOf(id: string, status: string, host: string, way: Way): string[] {
  // The client waits for "active", which a paused server does not become.
  const wait = status === 'PAUSED' ? '' : ' --wait'
  const version = `openstack --os-compute-api-version ${MICROVERSIONS[way]} server`
  const target = `--host ${quoteShell(host)}`
  if (way === 'live') return [`${version} migrate --live-migration ${target}${wait} ${quoteShell(id)}`]
  if (way === 'evacuate') return [`${version} evacuate ${target} ${quoteShell(id)}`]
  return [
    `${version} migrate ${target}${wait} ${quoteShell(id)}`,
    `openstack server migration confirm ${quoteShell(id)}`,
  ]
}

// A shell with -e goes on where a command fails inside a condition or an argument, so every answer is assigned first.
const PREAMBLE = `set -eu

# Waits until Nova is done with a server, and stops everything where it is not on its new host then.
arrive() {
  while :; do
    task=$(openstack server show -f value -c OS-EXT-STS:task_state "$1")
    [ -n "$task" ] && [ "$task" != None ] || break
    sleep 5
  done
  host=$(openstack server show -f value -c OS-EXT-SRV-ATTR:host "$1")
  [ "$host" = "$2" ] && return
  echo "Server $1 is on $host, not on $2. Nothing more was moved." >&2
  exit 1
}

live() {
  openstack --os-compute-api-version ${MICROVERSIONS.live} server migrate --live-migration --host "$2" "$1"
  arrive "$1" "$2"
}

cold() {
  openstack --os-compute-api-version ${MICROVERSIONS.cold} server migrate --host "$2" "$1"
  arrive "$1" "$2"
  # A cloud may confirm by itself (resize_confirm_window).
  status=$(openstack server show -f value -c status "$1")
  [ "$status" = VERIFY_RESIZE ] || return 0
  openstack server migration confirm "$1"
  while [ "$status" = VERIFY_RESIZE ]; do
    sleep 5
    status=$(openstack server show -f value -c status "$1")
  done
}

# Only for servers that surely do not run any more on the host that is down.
evacuate() {
  openstack --os-compute-api-version ${MICROVERSIONS.evacuate} server evacuate --host "$2" "$1"
  arrive "$1" "$2"
}
`

/** A script for sh that makes the moves in order, waits for each, and stops at the first that fails. Names stand in comments alone. */
export function planScript(steps: readonly Step[], { site, collectedAt }: PlanOrigin): string {
  const feasible = feasibleSteps(steps)
  const ways = new Set(feasible.map(({ way }) => way))
  const moves = feasible.flatMap(({ instance, from, to, way, warnings }, index) => [
    '',
    comment(
      `${index + 1} of ${feasible.length}: ${instance.name} of ${instance.project}, ${instance.status}, ${from?.name ?? ''} to ${to.name}`,
    ),
    ...warnings.map(({ words }) => comment(`Mind: ${words}`)),
    `${way} ${quoteShell(instance.id)} ${quoteShell(to.serviceHost)}`,
  ])
  const left = steps
    .filter(({ reasons }) => reasons.length > 0)
    .map(({ instance, to, reasons }) =>
      comment(
        `Not moved: ${instance.name} (${instance.id}) to ${to.name}: ${reasons.map(({ words }) => words).join('; ')}`,
      ),
    )
  return [
    '#!/bin/sh',
    comment(`Migration plan for ${site}, from what was collected ${collectedAt}.`),
    comment(
      'Needs the openstack command of Wallaby (2021) or later, and the credentials of an administrator in OS_* or clouds.yaml.',
    ),
    keepFunctions(PREAMBLE, ways),
    ...moves.slice(1),
    ...(left.length > 0 ? ['', ...left] : []),
    '',
  ].join('\n')
}

/** Functions that no move calls would only make the script harder to read. */
function keepFunctions(preamble: string, ways: ReadonlySet<Way>): string {
  const blocks = preamble.split('\n\n')
  const isUsed = (block: string) => {
    const name = /^(live|cold|evacuate)\(\)/m.exec(block)?.[1]
    return name === undefined || ways.has(name as Way)
  }
  return blocks.filter(isUsed).join('\n\n')
}

/** Nothing is special inside single quotes but the quote itself. */
export function quoteShell(text: string): string {
  return /^[A-Za-z0-9._/:@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** A name may hold a line break, after which a shell would read commands. */
function comment(text: string): string {
  return `# ${splitControls(text)
    .map((piece) => (piece.name === null ? piece.text : ' '))
    .join('')}`
}
