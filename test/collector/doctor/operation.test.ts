import { chmod, chown, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { archiveCheck, checkGrowth } from '../../../collector/doctor/checks/archive.ts'
import { historyCheck } from '../../../collector/doctor/checks/history.ts'
import { nginxCheck } from '../../../collector/doctor/checks/nginx.ts'
import { scheduleCheck } from '../../../collector/doctor/checks/schedule.ts'
import { siteCheck } from '../../../collector/doctor/checks/site.ts'
import { usersCheck } from '../../../collector/doctor/checks/users.ts'
import { recordRun } from '../../../collector/last-run.ts'
import { publishSmallSite } from '../../support/state-folder.ts'
import { type Machine, makeMachine } from '../support/doctor-machine.ts'

const OLD = '2026-11-22T001100Z'
const NOW = '2026-11-22T061100Z'
/** As `aether users` writes it: cost 8. */
const GOOD = '$2b$08$5xBXPOU8mIs3eMUdTn.PR.Nqw3RMEMMK1xV7bLwqVdZkMiFRqVPIe'

let machine: Machine

beforeEach(async () => {
  machine = await makeMachine()
})

const users = () => `users: { file: ${join(machine.root, 'htpasswd')} }\n`

test('users: no file, where it is expected on this machine and where it is not', async () => {
  expect(await machine.look(usersCheck, { yaml: users() })).toMatchObject([
    {
      state: 'warning',
      where: join(machine.root, 'htpasswd'),
      remedy: expect.stringContaining('aether users add'),
    },
  ])
  const away = `${users()}publish: { to: "web:/srv" }\n`
  expect(await machine.look(usersCheck, { yaml: away })).toMatchObject([{ state: 'skipped' }])
})

test('users: who may come in, and which passwords are kept badly', async () => {
  const slow = GOOD.replace('$08$', '$14$')
  const file = await machine.put('htpasswd', `ann:${GOOD}\nbob:{SHA}abc\ncarl:${slow}\n`)
  await chmod(file, 0o640)
  const findings = await machine.look(usersCheck, { yaml: users() })
  expect(findings).toMatchObject([
    { state: 'ok', what: '3 users may see the site' },
    { state: 'warning', what: 'Weakly kept passwords: bob' },
    { state: 'warning', what: expect.stringMatching(/with each request: carl$/) },
  ])
  expect(JSON.stringify(findings)).not.toContain(GOOD.slice(7))
  await writeFile(file, '# nobody\n')
  expect(await machine.look(usersCheck, { yaml: users() })).toMatchObject([
    { state: 'problem', what: expect.stringContaining('Nobody may see the site') },
  ])
})

test('users: a file that everybody reads, and one that nginx cannot', async () => {
  const file = await machine.put('htpasswd', `ann:${GOOD}\n`)
  await machine.put('etc/group', 'root:x:0:\nwww-data:x:33:\n')
  await chmod(file, 0o644)
  expect((await machine.look(usersCheck, { yaml: users() })).slice(1)).toMatchObject([
    { state: 'warning', remedy: `chmod 640 ${file}` },
  ])
  await chmod(file, 0o640)
  await chown(file, 0, 0)
  expect((await machine.look(usersCheck, { yaml: users() })).slice(1)).toMatchObject([
    { state: 'problem', what: 'nginx cannot read the password file', where: file },
  ])
  await chown(file, 0, 33)
  expect((await machine.look(usersCheck, { yaml: users() })).slice(1)).toEqual([])
})

test('site: a folder that only the group of nginx passes through is no fault', async () => {
  await publishSmallSite(machine.root, NOW, 'site')
  await chmod(machine.root, 0o750)
  await machine.put('etc/group', 'root:x:0:\nstaff:x:50:www-data\n')
  expect(await machine.look(siteCheck)).toMatchObject([
    { state: 'ok' },
    { state: 'warning', where: machine.root },
  ])
  await chown(machine.root, 0, 50)
  expect(await machine.look(siteCheck)).toMatchObject([{ state: 'ok' }])
})

/** What `systemctl show` prints of the timer and of its service. */
function systemctl(timer: string, service = 'LoadState=loaded\nResult=success\nExecMainStatus=0'): string {
  return `case "$*" in *.timer) printf '${timer.replaceAll('\n', '\\n')}\\n' ;; *) printf '${service.replaceAll('\n', '\\n')}\\n' ;; esac`
}

test('schedule: a timer that runs, stands, is not enabled, or whose last run failed', async () => {
  const running =
    'LoadState=loaded\nActiveState=active\nUnitFileState=enabled\nNextElapseUSecRealtime=Sun 2026-11-22 08:11:00 UTC'
  const ask = (text: string, service?: string) =>
    machine.look(scheduleCheck, { programs: { systemctl: systemctl(text, service) } })
  expect(await ask(running)).toMatchObject([
    { state: 'ok', what: 'The timer runs; next at Sun 2026-11-22 08:11:00 UTC' },
  ])
  expect(await ask(running.replace('=active', '=inactive'))).toMatchObject([
    { state: 'problem', remedy: 'systemctl enable --now aether-refresh.timer' },
  ])
  expect(await ask(running.replace('=enabled', '=disabled'))).toMatchObject([{ state: 'warning' }])
  expect(await ask(running, 'LoadState=loaded\nResult=exit-code\nExecMainStatus=1')).toMatchObject([
    { state: 'ok' },
    {
      state: 'problem',
      what: 'The last refresh failed (exit-code, exit code 1)',
      remedy: 'journalctl -u aether-refresh.service -n 50',
    },
  ])
  expect(await ask(running, 'LoadState=not-found')).toMatchObject([{ state: 'ok' }, { state: 'problem' }])
})

test('schedule: without systemd it is cron, or nothing that is known', async () => {
  const programs = { systemctl: 'echo "System has not been booted with systemd" >&2; exit 1' }
  expect(await machine.look(scheduleCheck, { programs })).toMatchObject([{ state: 'warning' }])
  const file = await machine.put('etc/cron.d/aether', '')
  expect(await machine.look(scheduleCheck, { programs })).toMatchObject([{ state: 'ok', where: file }])
})

test('schedule: a command that repeats itself is as good, while its last run is young and did not fail', async () => {
  const programs = { systemctl: 'exit 1' }
  const ended = (exitCode: number) => recordRun(machine.root, { endedAt: '2026-11-22T06:12:00Z', exitCode })
  await ended(3)
  const [good] = await machine.look(scheduleCheck, { programs })
  expect(good).toMatchObject({ state: 'ok', what: expect.stringContaining('22 Nov 2026, 06:12 UTC') })
  const late = { programs, now: '2026-11-22T10:13:00Z' }
  expect(await machine.look(scheduleCheck, late)).toMatchObject([{ state: 'warning' }])
  await ended(1)
  expect(await machine.look(scheduleCheck, { programs })).toMatchObject([
    { state: 'problem', what: expect.stringContaining('failed (exit code 1)') },
  ])
})

test('schedule: a collection that is older than two intervals leads to the log', async () => {
  const programs = { systemctl: systemctl('LoadState=loaded\nActiveState=active\nUnitFileState=enabled') }
  await publishSmallSite(machine.root, OLD, 'site')
  const at = (now: string) => machine.look(scheduleCheck, { programs, now })
  expect(await at('2026-11-22T04:10:00Z')).toHaveLength(1)
  expect((await at('2026-11-22T04:12:00Z'))[1]).toMatchObject({
    state: 'warning',
    what: 'The published collection is 4 h 1 min old, more than two intervals',
    remedy: expect.stringContaining('journalctl'),
  })
})

test("nginx: Aether's part is missing, serves another folder, is not enabled, is there", async () => {
  const programs = { nginx: 'echo "nginx version: nginx/1.22.1" >&2' }
  const part = async () => (await machine.look(nginxCheck, { programs }))[1]
  expect(await part()).toMatchObject({ state: 'warning', what: expect.stringContaining('is not there') })
  const locations = await readFile(join(import.meta.dirname, '../../../nginx/aether/locations.conf'), 'utf8')
  await machine.put('etc/nginx/aether/locations.conf', locations)
  expect(await part()).toMatchObject({
    state: 'problem',
    what: `nginx serves /var/lib/aether/current, and this configuration publishes to ${machine.root}/current`,
  })
  await machine.put('etc/nginx/aether/locations.conf', locations.replaceAll('/var/lib/aether', machine.root))
  expect(await part()).toMatchObject({ state: 'warning', what: expect.stringContaining('no enabled site') })
  const site = join(import.meta.dirname, '../../../nginx/aether.conf')
  await mkdir(join(machine.root, 'etc/nginx/sites-enabled'))
  await symlink(site, join(machine.root, 'etc/nginx/sites-enabled/aether.conf'))
  expect(await part()).toMatchObject({ state: 'ok' })
})

test('archive: what a year needs, by the policy and by what a snapshot takes', async () => {
  const context = await machine.open({
    yaml: 'archive: { keepAllDays: 1, keepDaily: 10, keepWeekly: 0, keepMonthly: 0 }\n',
  })
  const check = (freeBytes: number) => checkGrowth(context, async () => ({ freeBytes, freeFiles: null }))
  await publishSmallSite(machine.root, OLD, 'site')
  expect(await check(1e9)).toMatchObject([{ state: 'skipped' }])
  await publishSmallSite(machine.root, NOW, 'site')
  const [fine] = await check(1e9)
  // Twelve of the last day, and one of each of the nine before.
  expect(fine).toMatchObject({
    state: 'ok',
    what: expect.stringMatching(/^2 snapshots now, 21 in a year: /),
  })
  expect(await check(1000)).toMatchObject([
    { state: 'warning', remedy: expect.stringContaining('keep fewer') },
  ])
})

test('archive: a snapshot whose manifest is broken or of a newer version is named', async () => {
  await publishSmallSite(machine.root, NOW, 'site')
  const folder = join(machine.root, 'archive', NOW)
  const manifest = {
    schema: 1,
    name: NOW,
    collectedAt: '2026-11-22T06:11:00Z',
    siteBytes: 1,
    dataBytes: 1,
    files: {},
  }
  await machine.put(`archive/${NOW}/manifest.json`, JSON.stringify(manifest))
  expect(await machine.look(archiveCheck)).toMatchObject([{ state: 'skipped' }])
  for (const text of ['{', JSON.stringify({ ...manifest, schema: 99 })]) {
    await machine.put(`archive/${NOW}/manifest.json`, text)
    expect((await machine.look(archiveCheck))[0]).toMatchObject({
      state: 'warning',
      what: 'The manifest of 1 snapshot is missing, broken or of a newer Aether',
      where: folder,
    })
  }
})

test('history: none, recorded, and a line that nothing here reads', async () => {
  expect(await machine.look(historyCheck)).toMatchObject([{ state: 'skipped' }])
  const lines = await readFile(join(import.meta.dirname, '../../fixtures/history/totals.jsonl'), 'utf8')
  await machine.put('history/2026-11/totals.jsonl', lines)
  expect(await machine.look(historyCheck)).toMatchObject([{ state: 'ok' }])
  await machine.put('history/2026-11/totals.jsonl', `${lines}{"schema":99}\n`)
  expect((await machine.look(historyCheck))[1]).toMatchObject({
    state: 'warning',
    where: expect.stringMatching(/^history\/2026-11\/totals\.jsonl, line \d+$/),
    remedy: expect.stringContaining('aether archive reindex'),
  })
})
