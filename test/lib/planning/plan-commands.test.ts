import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { planCommands, planScript, quoteShell } from '../../../src/lib/planning/plan-commands.ts'
import { planCsv } from '../../../src/lib/planning/plan-csv.ts'
import { runPlan } from '../../../src/lib/planning/plan.ts'
import { STRICT } from '../../../src/lib/planning/planning-model.ts'
import { aCloud, aHost, aPool, aServer } from './support.ts'

const HOSTILE = 'web\n$(touch gone)\u202E; touch gone #'
const ORIGIN = { site: 'North\ntouch gone', collectedAt: '22 Nov 2026, 06:11 UTC' }

const cloud = aCloud(
  [
    aHost({ name: 'cmp01' }),
    aHost({ name: 'cmp02.example.org', serviceHost: 'cmp02' }),
    aHost({ name: 'cmp03', state: 'down' }),
    aHost({
      name: 'full',
      pools: { VCPU: aPool({ used: 99 }), MEMORY_MB: aPool({ capacity: 99_999, maxUnit: 99_999 }) },
    }),
  ],
  [
    aServer({ id: 'run-1', name: HOSTILE }),
    aServer({ id: 'off-1', name: '=1+1', status: 'SHUTOFF', locked: true }),
    aServer({ id: 'pause-1', status: 'PAUSED' }),
    aServer({ id: 'lost-1', host: 'cmp03' }),
    aServer({ id: 'big-1', name: 'big', vcpus: 4 }),
  ],
)
const { steps } = runPlan(
  cloud,
  {
    moves: ['run-1', 'off-1', 'pause-1', 'lost-1']
      .map((instanceId) => ({ instanceId, host: 'cmp02.example.org' }))
      .concat({ instanceId: 'big-1', host: 'full' }),
  },
  STRICT,
)

test('a command for each move that fits, with the API version that each way needs and the service host', () => {
  expect(planCommands(steps).split('\n')).toEqual([
    'openstack --os-compute-api-version 2.30 server migrate --live-migration --host cmp02 --wait run-1',
    'openstack --os-compute-api-version 2.56 server migrate --host cmp02 --wait off-1',
    'openstack server migration confirm off-1',
    'openstack --os-compute-api-version 2.30 server migrate --live-migration --host cmp02 pause-1',
    'openstack --os-compute-api-version 2.29 server evacuate --host cmp02 lost-1',
    '',
  ])
})

test('what a shell could take for something else is quoted', () => {
  expect(quoteShell('cmp-01.example.org')).toBe('cmp-01.example.org')
  for (const text of ["it's", '', '$(id)', 'a b', '`id`', '-x;y', 'ü', '\n'])
    expect(execFileSync('sh', ['-c', `printf %s ${quoteShell(text)}`], { encoding: 'utf8' })).toBe(text)
})

test('as CSV: every move with its way, its remarks and why it does not fit; no formula', () => {
  expect(planCsv(steps).split('\r\n')).toEqual([
    '\uFEFFMove,Instance,Instance ID,Project,Status,vCPU,RAM (MiB),From,To,Way,Fits,Remarks',
    `1,"${HOSTILE}",run-1,alpha,ACTIVE,2,4096,cmp01,cmp02.example.org,live,yes,`,
    "2,'=1+1,off-1,alpha,SHUTOFF,2,4096,cmp01,cmp02.example.org,cold,yes,is locked: only an administrator can move it",
    '3,web,pause-1,alpha,PAUSED,2,4096,cmp01,cmp02.example.org,live,yes,',
    '4,web,lost-1,alpha,ACTIVE,2,4096,cmp03,cmp02.example.org,evacuate,yes,',
    '5,big,big-1,alpha,ACTIVE,4,4096,cmp01,full,live,no,"has 1 vCPU free, 4 vCPU needed"',
    '',
  ])
})

/** Plays the cloud: a server is busy once when it is asked for its task, then where the file `arrives` says; calls like the file `fails` do. */
const FAKE = `#!/bin/sh
echo "$*" >> calls
if [ -e fails ] && echo "$*" | grep -q -e "$(cat fails)"; then echo 'Unavailable (HTTP 503)' >&2; exit 1; fi
case "$*" in
  *task_state*) if [ -e busy ]; then rm busy; echo migrating; else echo None; fi ;;
  *OS-EXT-SRV-ATTR:host*) cat arrives ;;
  *"-c status"*) if [ -e verify ]; then echo VERIFY_RESIZE; else echo ACTIVE; fi ;;
  *"migrate --host"*) touch verify ;;
  *"migration confirm"*) rm verify ;;
esac
`

describe('the script', () => {
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'aether-plan-'))
    for (const [name, text] of [
      ['openstack', FAKE],
      ['sleep', '#!/bin/sh\n'],
    ] as const) {
      writeFileSync(join(folder, name), text)
      chmodSync(join(folder, name), 0o755)
    }
    writeFileSync(join(folder, 'plan.sh'), planScript(steps, ORIGIN))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const run = (arrives: string) => {
    writeFileSync(join(folder, 'arrives'), arrives)
    writeFileSync(join(folder, 'busy'), '')
    const PATH = `${folder}:${process.env['PATH'] ?? ''}`
    const { status, stderr } = spawnSync('sh', ['plan.sh'], { cwd: folder, env: { PATH }, encoding: 'utf8' })
    const calls = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')
    return { status, stderr, calls, changes: calls.filter((call) => !call.startsWith('server show')) }
  }

  test('makes the moves in order, waits for each, confirms what is cold, and runs no name', () => {
    const { status, stderr, calls, changes } = run('cmp02\n')
    expect(stderr).toBe('')
    expect(status).toBe(0)
    expect(changes).toEqual([
      '--os-compute-api-version 2.30 server migrate --live-migration --host cmp02 run-1',
      '--os-compute-api-version 2.56 server migrate --host cmp02 off-1',
      'server migration confirm off-1',
      '--os-compute-api-version 2.30 server migrate --live-migration --host cmp02 pause-1',
      '--os-compute-api-version 2.29 server evacuate --host cmp02 lost-1',
    ])
    // Asked again while it is busy.
    expect(calls.filter((call) => call.includes('task_state run-1')).length).toBe(2)
    expect(() => readFileSync(join(folder, 'gone'))).toThrow('ENOENT')
  })

  test('stops at the first server that did not arrive', () => {
    const { status, stderr, changes } = run('cmp01\n')
    expect(status).toBe(1)
    expect(stderr).toBe('Server run-1 is on cmp01, not on cmp02. Nothing more was moved.\n')
    expect(changes.length).toBe(1)
  })

  test.each([
    ['whether it is busy', 'task_state off-1'],
    ['where it is', 'SRV-ATTR:host off-1'],
    ['whether it waits for its confirmation', 'c status off-1'],
  ])('stops where the cloud does not say of a server %s', (_, call) => {
    writeFileSync(join(folder, 'fails'), call)
    const { status, stderr, calls, changes } = run('cmp02\n')
    expect(status).toBe(1)
    expect(stderr).toBe('Unavailable (HTTP 503)\n')
    expect(calls.at(-1)).toContain(call)
    expect(changes.at(-1)).toContain('migrate --host cmp02 off-1')
  })

  test('stops where the cloud does not say whether a confirmation was taken', () => {
    writeFileSync(join(folder, 'openstack'), FAKE.replace('rm verify', "echo 'c status' > fails"))
    const { status, changes } = run('cmp02\n')
    expect(status).toBe(1)
    expect(changes.at(-1)).toBe('server migration confirm off-1')
  })

  test('names what is not moved and why, and defines only what it uses', () => {
    const text = planScript(steps, ORIGIN)
    expect(text).toContain('# Not moved: big (big-1) to full: has 1 vCPU free, 4 vCPU needed\n')
    expect(text).toContain('# 2 of 4: =1+1 of alpha, SHUTOFF, cmp01 to cmp02.example.org\n# Mind: is locked')
    expect(text).not.toContain('big-1 full')
    const cold = planScript(steps.slice(1, 2), ORIGIN)
    expect(cold).toContain('\ncold() {')
    expect(cold).not.toMatch(/^(live|evacuate)\(\)/m)
  })
})
