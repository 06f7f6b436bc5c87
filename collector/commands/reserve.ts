import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { text as readStream } from 'node:stream/consumers'

import { formatCountOf } from '../../src/lib/units.ts'
import { readAction } from '../actions.ts'
import { defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import type { Progress } from '../progress.ts'
import {
  type Changed,
  clearReservation,
  importText,
  type Place,
  requireData,
  setReservation,
} from '../reserve/change.ts'
import { formatReservations, listReservations } from '../reserve/list.ts'
import { loadReservedCloud } from '../reserve/reserved-cloud.ts'
import { loadSettings } from '../settings.ts'
import { spellControls } from '../terminal-table.ts'

/** Which options each action takes, beside --data; the word after it is a host, a file or nothing. */
const ACTIONS = {
  list: { subject: null, options: [] },
  set: { subject: 'HOST', options: ['cpu', 'ram', 'purpose', 'owner', 'until', 'force'] },
  clear: { subject: 'HOST', options: [] },
  import: { subject: 'FILE', options: ['replace', 'force'] },
} as const

const args = {
  action: { type: 'positional', required: true, description: 'list, set, clear or import' },
  subject: {
    type: 'positional',
    required: false,
    description: 'HOST of set and clear, FILE of import (- is standard input)',
  },
  cpu: { type: 'string', valueHint: 'N', description: 'set: vCPUs, 0 for none' },
  ram: { type: 'string', valueHint: 'GIB', description: 'set: GiB of memory, 0 for none' },
  purpose: { type: 'string', valueHint: 'TEXT', description: 'set: what for' },
  owner: { type: 'string', valueHint: 'NAME', description: 'set: for whom, "" for nobody' },
  until: { type: 'string', valueHint: 'DAY', description: 'set: the last day, as 2027-03-31; "" for no end' },
  force: { type: 'boolean', description: 'set and import: take more than is free' },
  replace: { type: 'boolean', description: 'import: drop what the file does not have' },
  data: { type: 'string', valueHint: 'DIR', description: 'data folder (default: data in the state folder)' },
} as const

export const reserveCommand = defineCommand({
  name: 'reserve',
  description:
    'Keep what is promised on each host (reserved.json). What an option does not name stays as it is; nothing else in the file is touched.',
  example: [
    "aether reserve set cmp01 --cpu 16 --ram 64 --purpose 'next month: billing' --until 2027-03-31",
    'aether reserve list',
    'aether reserve clear cmp01',
    'aether reserve import reservations.json --replace',
  ].join('\n  '),
  args,
  async run({ args: given, progress }) {
    const action = readAction('reserve', ACTIONS, given)
    const { config, state } = await loadSettings(given.config)
    const place = { dataDir: given.data === undefined ? state.data : resolve(given.data), config }
    const { subject = '', force = false, replace = false } = given
    const json = given.json === true
    if (action === 'list') return list(place, json)
    if (action === 'set')
      return report(await setReservation(subject, { ...given, force }, place), place, progress, json)
    if (action === 'clear') return report(await clearReservation(subject, place), place, progress, json)
    const from = subject === '-' ? 'standard input' : subject
    const text = await readImport(subject)
    return report(await importText(text, { from, force, replace }, place), place, progress, json)
  },
})

async function readImport(file: string): Promise<string> {
  if (file === '-') return readStream(process.stdin)
  return readFile(file, 'utf8').catch((error: Error) => {
    throw new UsageError(`${file} cannot be read: ${error.message}.`, { cause: error })
  })
}

async function list(place: Place, json: boolean): Promise<void> {
  await requireData(place.dataDir)
  const cloud = await loadReservedCloud(place.dataDir, place.config)
  const listed = listReservations(cloud)
  // What is printed is what was asked for, also with --quiet and --json: what of it is not so is said beside it.
  for (const { line, reason } of cloud.problems) warn(describeProblem(line, reason))
  if (!json) print(formatReservations(listed))
  else for (const reservation of listed) print(JSON.stringify({ event: 'reservation', ...reservation }))
}

/** Says what stands now, and when others see it. */
async function report({ hosts }: Changed, place: Place, progress: Progress, json: boolean): Promise<void> {
  const cloud = await loadReservedCloud(place.dataDir, place.config)
  const listed = listReservations(cloud).filter(({ host }) => hosts.includes(host))
  const cleared = hosts.filter((host) => !listed.some((reservation) => reservation.host === host))
  if (json) {
    for (const reservation of listed) print(JSON.stringify({ event: 'reservation', ...reservation }))
    for (const host of cleared) print(JSON.stringify({ event: 'cleared', host }))
  } else if (listed.length > 0) progress.note(formatReservations(listed))
  if (hosts.length === 0) return progress.note('Nothing was changed: all of it is in the data already.')
  if (cleared.length > 0) progress.note(`Cleared: ${spellControls(cleared.join(', '))}.`)
  const what = cleared.length === hosts.length ? 'cleared' : 'changed'
  progress.note(
    `${formatCountOf(hosts.length, 'reservation')} ${what}. The site shows it after the next "aether build" or "aether refresh".`,
  )
}

function describeProblem(line: number | null, reason: string): string {
  return `reserved.json${line === null ? '' : `, line ${line}`}: ${reason}.`
}

function warn(line: string): void {
  process.stderr.write(`${spellControls(line)}\n`)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
