import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { CollectError } from '../../../collector/errors.ts'
import { does, makeFakeOpenstack } from '../support/fake-openstack.ts'
import { ids, smallAnswers } from '../support/openstack-answers.ts'
import { password, readAnswers, readBy } from '../support/read-by-command.ts'

test('finds the JSON behind warnings', async () => {
  const print = `[warn] something is old\nDeprecationWarning: {later}\n[{"ID": "d", "Name": "De]fault"}]\n`
  const { readings } = await readAnswers({ 'domain list': does({ print, complain: 'UserWarning: old' }) })
  expect(readings.projects).toMatchObject([{ domainName: 'default' }])
})

test.each([
  [
    'an error',
    does({ complain: `Forbidden (HTTP 403) ${password}.`, exitCode: 1 }),
    'ended with 1: Forbidden (HTTP 403) ***.',
  ],
  ['garbage', does({ print: 'Welcome to the jump host\n' }), 'gave no JSON.'],
  ['JSON that is cut off', does({ print: '[\n  {"ID": "a"' }), 'gave no JSON.'],
])('%s fails its subject only', async (_, doing, said) => {
  const { broken, readings } = await readAnswers({ 'compute service list --long': doing })
  expect(broken.map(({ name }) => name)).toEqual(['services'])
  expect(broken[0]?.message).toBe(`"openstack compute service list --long" ${said}`)
  expect(readings.servers).toHaveLength(1)
  expect(readings.hypervisors).toHaveLength(1)
})

test('a command that hangs is ended at its time limit', async () => {
  const { broken } = await readAnswers(
    { 'volume type list --long': does({ hang: true }) },
    { cli: { commandSeconds: 3 } },
  )
  expect(broken.map(({ name, message }) => [name, message])).toEqual([
    ['volume-types', '"openstack volume type list --long" did not answer within 3 s.'],
  ])
})

test('names the project whose quota cannot be read, and keeps the others', async () => {
  const other = 'bb0000000000000000000000000000bb'
  const [row] = smallAnswers()['project list --long'] as Record<string, unknown>[]
  const { broken, readings } = await readAnswers({
    'project list --long': [{ ...row, ID: other, Name: 'broken one' }, row],
    [`project show ${other}`]: { id: other, name: 'broken one', domain_id: 'default' },
    [`quota show ${other}`]: does({ complain: 'Internal error (HTTP 500)' }),
  })
  expect(broken.map(({ name, message }) => [name, message])).toEqual([
    ['quotas', 'no quota of broken one: Internal error (HTTP 500)'],
  ])
  expect(readings.quotas).toMatchObject([
    { projectId: other, vcpus: null },
    { projectId: ids.project, vcpus: 20 },
  ])
})

test('where no provider is read whole Placement fails, and one that is gone is no fault', async () => {
  const failed = await readAnswers({
    [`resource provider inventory list ${ids.host}`]: does({ complain: 'Internal error (HTTP 500)' }),
  })
  expect(failed.reports.get('placement')).toMatchObject({ state: 'failed' })
  expect(failed.reports.get('placement')?.message).toContain('Internal error (HTTP 500)')

  const gone = await readAnswers({
    'resource provider list': [
      ...(smallAnswers()['resource provider list'] as object[]),
      { uuid: 'gone-1', name: 'x' },
    ],
  })
  expect(gone.reports.get('placement')).toMatchObject({ state: 'ok', items: 1 })
})

test('one of several providers that is not read whole is named, and costs the others nothing', async () => {
  const answers = smallAnswers()
  const other = 'cmp02-provider'
  const { reports, readings } = await readAnswers({
    'resource provider list': [
      ...(answers['resource provider list'] as object[]),
      { uuid: other, name: 'cmp02', root_provider_uuid: other },
    ],
    [`resource provider show --allocations ${other}`]: { uuid: other, name: 'cmp02', allocations: {} },
    [`resource provider inventory list ${other}`]: does({ complain: 'Internal error (HTTP 500)' }),
    [`resource provider trait list ${other}`]: [],
    [`resource provider aggregate list ${other}`]: [],
  })
  expect(reports.get('placement')).toMatchObject({ state: 'degraded', items: 2 })
  expect(reports.get('placement')?.message).toMatch(
    /^1 of 2 resource providers could not be read whole: cmp02 \(.*\): .*Internal error \(HTTP 500\)$/,
  )
  const [whole, unread] = readings.placement ?? []
  expect(whole?.inventories).not.toBeNull()
  expect(unread).toMatchObject({
    name: 'cmp02',
    inventories: null,
    allocations: null,
    traits: null,
    aggregates: null,
  })
})

test('a conversation that ends in the middle keeps what was answered', async () => {
  const others = ['flavor-3', 'flavor-4']
  const [row] = smallAnswers()['flavor list --all --long'] as Record<string, unknown>[]
  const { reports, readings } = await readAnswers({
    'flavor list --all --long': [row, ...others.map((id) => ({ ...row, ID: id, Name: id }))],
    'flavor show flavor-3': does({ complain: 'Killed', exitCode: 137 }),
  })
  expect(reports.get('flavors')?.message).toMatch(/^"flavor show" did not answer for flavor-3 and 1 more: /)
  expect(readings.flavors?.map(({ name, description }) => [name, description])).toEqual([
    ['m1.small', 'small'],
    ['flavor-3', null],
    ['flavor-4', null],
  ])
})

test('never gives an id to the command that means more to it than itself', async () => {
  const [row] = smallAnswers()['flavor list --all --long'] as Record<string, unknown>[]
  const { reports, readings } = await readAnswers({
    'flavor list --all --long': [{ ...row, ID: '2 | rm -rf x' }, row],
  })
  expect(reports.get('flavors')?.message).toContain('its id cannot be given to the command')
  expect(readings.flavors).toHaveLength(2)
})

test('what this version of the command or this cloud does not have is absent', async () => {
  const complaint =
    "openstack: 'volume backend pool list --long -f json' is not an openstack command. See 'openstack --help'."
  const old = await readAnswers({
    'volume backend pool list --long': does({
      print: `${complaint}\nDid you mean one of these?\n  volume list\n`,
      exitCode: 2,
    }),
  })
  expect(old.reports.get('volume-pools')).toMatchObject({ state: 'absent' })
  expect(old.reports.get('volume-pools')?.message).toContain('has no "volume backend pool list"')

  const bare = (smallAnswers()['versions show'] as Record<string, unknown>[]).filter(
    (row) => row['Service Type'] === 'compute',
  )
  const { reports } = await readAnswers({ 'versions show': bare })
  expect([...reports.values()].filter(({ state }) => state === 'absent').map(({ name }) => name)).toEqual(
    expect.arrayContaining(['placement', 'volumes', 'volume-types']),
  )
})

test('says that sizes are not known where lists alone tell of servers, and flavors cannot be read', async () => {
  const refused = does({ complain: 'Forbidden (HTTP 403)', exitCode: 1 })
  const { reports } = await readAnswers({ 'flavor list --all --long': refused }, { cli: { showAtMost: 0 } })
  expect(reports.get('servers')).toMatchObject({
    state: 'degraded',
    message: 'sizes of servers are not known',
  })
})

test('says which plug-in Placement needs', async () => {
  const complaint = 'openstack: error: unrecognized arguments: --os-placement-api-version=1.29'
  const { reports } = await readAnswers({
    'resource provider list': does({ complain: complaint, exitCode: 2 }),
  })
  expect(reports.get('placement')?.message).toContain('osc-placement')
})

test.each([
  [
    'there is no such command',
    ['/nowhere/openstack'],
    'There is no command "/nowhere/openstack" here: cli.command',
  ],
  ['what stands before it keeps its input', ['sh', '-c', 'exit 0'], 'docker exec -i'],
  ['it cannot log in', ['sh', '-c', `echo "Bad ${password} (HTTP 401)" >&2; exit 1`], 'Bad *** (HTTP 401)'],
])('ends the run with one sentence where %s', async (_, command, said) => {
  const error = await readBy(command).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(CollectError)
  expect(String(error)).toContain(said)
  expect(String(error)).not.toContain('\n')
})

test('the end of the run ends every process, also one that a wrapper started', async () => {
  const fake = await makeFakeOpenstack({ ...smallAnswers(), 'volume type list --long': does({ hang: true }) })
  const pidFile = join(dirname(fake.file), 'hanging')
  const stop = new AbortController()
  const reading = readBy(['sh', '-c', '"$0" "$@"; exit $?', fake.file], { signal: stop.signal })
  await expect.poll(() => existsSync(pidFile), { timeout: 20_000 }).toBe(true)
  const pid = Number(await readFile(pidFile, 'utf8'))
  stop.abort(new Error('stopped'))
  const { reports } = await reading
  expect(reports.get('volume-types')).toMatchObject({ state: 'failed' })
  expect(reports.get('volume-types')?.message).toContain('was stopped with the run')
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
