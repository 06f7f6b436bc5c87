import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { backupCheck } from '../../../collector/doctor/checks/backup.ts'
import { publishSmallSite } from '../../support/state-folder.ts'
import { type Machine, makeMachine } from '../support/doctor-machine.ts'

let machine: Machine

beforeEach(async () => {
  machine = await makeMachine()
})

const NOW = '2026-11-22T06:30:00Z'

function watching(more = ''): string {
  return `backup: { stamp: ${join(machine.root, 'backup.done')}${more} }\n`
}

async function backUpAt(time: string): Promise<void> {
  await utimes(await machine.put('backup.done', ''), new Date(time), new Date(time))
}

test('backup: one that nobody watches, and nothing that could be backed up yet', async () => {
  expect(await machine.look(backupCheck)).toMatchObject([
    { state: 'skipped', remedy: expect.stringContaining('docs/backup.md') },
  ])
  expect(await machine.look(backupCheck, { yaml: watching() })).toMatchObject([
    { state: 'skipped', what: expect.stringContaining('Nothing is published') },
  ])
})

test('backup: none, a fresh one, and one that is older than it may be', async () => {
  await publishSmallSite(machine.root, '2026-11-22T061100Z', 'small')
  const look = async (more = '') => machine.look(backupCheck, { yaml: watching(more), now: NOW })
  expect(await look()).toMatchObject([
    { state: 'problem', what: 'No backup has been made', where: join(machine.root, 'backup.done') },
  ])
  await backUpAt('2026-11-20T07:30:00Z')
  expect(await look()).toMatchObject([{ state: 'ok', what: 'The last backup is 47 h old' }])
  expect(await look(', atMostHours: 46')).toMatchObject([{ state: 'warning' }])
  await backUpAt('2026-11-20T06:29:00Z')
  expect(await look()).toMatchObject([{ state: 'warning', what: expect.stringContaining('2 days old') }])
})

test('backup: a file of a clock that is ahead, and one that cannot be looked at', async () => {
  await publishSmallSite(machine.root, '2026-11-22T061100Z', 'small')
  await backUpAt('2026-11-22T06:35:00Z')
  expect(await machine.look(backupCheck, { yaml: watching(), now: NOW })).toMatchObject([{ state: 'ok' }])
  const yaml = `backup: { stamp: ${join(machine.root, 'backup.done/within')} }\n`
  expect(await machine.look(backupCheck, { yaml })).toMatchObject([
    { state: 'warning', what: expect.stringContaining('ENOTDIR') },
  ])
})
