import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import type { Check } from '../../../collector/doctor/check.ts'
import { dataCheck } from '../../../collector/doctor/checks/data.ts'
import { checkDisk, diskCheck } from '../../../collector/doctor/checks/disk.ts'
import { lockCheck } from '../../../collector/doctor/checks/lock.ts'
import { nginxCheck } from '../../../collector/doctor/checks/nginx.ts'
import { siteCheck } from '../../../collector/doctor/checks/site.ts'
import { openDoctorContext } from '../../../collector/doctor/context.ts'
import { examine } from '../../../collector/doctor/examine.ts'
import { createFindingPrinter, formatSummary } from '../../../collector/doctor/format.ts'
import { withLock } from '../../../collector/store/lock.ts'
import { publishSmallSite } from '../../support/state-folder.ts'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'aether-doctor-'))
  await chmod(root, 0o755)
})
afterEach(() => rm(root, { recursive: true }))

/** A folder in the place of /etc, with nothing in it before a test writes it. */
const etcOf = (folder: string) => join(folder, 'etc')

const open = (cwd = root, nginxConfig: string | null = null, path = process.env['PATH']) =>
  openDoctorContext({
    etc: etcOf(root),
    configOption: undefined,
    cloud: null,
    dataDir: null,
    nginxConfig,
    env: { PATH: path },
    signal: new AbortController().signal,
    clock: () => new Date('2026-11-22T06:30:00Z'),
    cwd,
  })

async function look(check: Check, ...rest: Parameters<typeof open>) {
  const { context } = await open(...rest)
  return examine([check], context, () => undefined)
}

async function fillData(collectedAt = '2026-11-22T06:11:00Z', extra: Record<string, string> = {}) {
  const files = {
    'aio.csv':
      'Project|ID|Name|Status|Power State|Networks|Image Name|Image ID|Flavor Name|Flavor ID|Host|CPU|RAM\nops|1|web|ACTIVE|Running|||||||2|4096\n',
    'allocation.txt': '1 cmp01 QEMU 10.0.0.1 up 2 16 4096 65536\n',
    'meta.json': JSON.stringify({
      schema: 1,
      aetherVersion: '0.1.0',
      collectedAt,
      seconds: 1,
      intervalMinutes: 120,
      cloud: { name: 'c', authUrl: 'http://k', region: 'r', versions: {} },
      sources: [
        {
          name: 'volumes',
          via: 'api',
          state: 'failed',
          requests: 1,
          items: 0,
          seconds: 1,
          message: 'Cinder answered 500.',
          files: ['volumes.json'],
        },
      ],
      files: {
        'volumes.json': { bytes: 1, sha256: 'x', asOf: '2026-11-22T04:11:00Z', stale: true },
      },
    }),
    ...extra,
  }
  await mkdir(join(root, 'data'), { mode: 0o750, recursive: true })
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, 'data', name), text)
}

test('data: none, whole, old, and what was kept', async () => {
  expect(await look(dataCheck)).toMatchObject([{ state: 'warning', what: 'Nothing was collected yet' }])
  await fillData()
  expect(await look(dataCheck)).toMatchObject([
    { state: 'ok', what: '1 instance on 1 host, collected 19 min ago' },
    { state: 'warning', what: expect.stringContaining('volumes.json is of'), remedy: 'Cinder answered 500.' },
  ])
  await fillData('2026-11-21T06:11:00Z')
  expect((await look(dataCheck))[0]).toMatchObject({
    state: 'warning',
    what: expect.stringContaining('more than three intervals'),
  })
})

test('data: a file that is not as it was collected', async () => {
  await fillData(undefined, { 'volumes.json': '[]' })
  expect(await look(dataCheck)).toMatchObject([
    { state: 'ok' },
    { state: 'warning', what: expect.stringContaining('volumes.json is of') },
    { state: 'warning', what: expect.stringContaining('volumes.json: is not what the collector wrote') },
  ])
})

test('data: broken files, open folders, left-overs and skipped rows', async () => {
  await fillData(undefined, { '.commit.json': '{}', 'ratio.txt': 'cmp01, 4, 1\ncmp02, four, 1\n' })
  await chmod(join(root, 'data'), 0o755)
  const whats = (await look(dataCheck)).map(({ what }) => what)
  expect(whats).toEqual(
    expect.arrayContaining([
      'Skipped 1 row',
      'Everybody on this machine can read the data',
      'A run ended, or is, in the middle of writing: .commit.json',
    ]),
  )
  await fillData(undefined, { 'allocation.txt': '' })
  expect((await look(dataCheck))[0]).toMatchObject({
    state: 'problem',
    what: expect.stringContaining('allocation.txt: the file is empty'),
  })
})

test('disk: room for many runs, for few, and for none', async () => {
  const { context } = await open()
  const states = async (space: { freeBytes: number; freeFiles: number | null }) =>
    (await checkDisk(context, async () => space)).map(({ state }) => state)
  const gib = 1024 ** 3
  expect(await states({ freeBytes: 100 * gib, freeFiles: null })).toEqual(['ok', 'ok'])
  expect(await states({ freeBytes: gib, freeFiles: null })).toEqual(['ok', 'warning'])
  expect(await states({ freeBytes: 1000, freeFiles: null })).toEqual(['ok', 'problem'])
  expect(await states({ freeBytes: 100 * gib, freeFiles: 10 })).toEqual(['ok', 'problem'])
})

test('disk: a state folder that is a file, or below one, cannot be written', async () => {
  await writeFile(join(root, 'file'), '')
  const findings = await look(diskCheck, join(root, 'file'))
  expect(findings).toMatchObject([{ state: 'problem', what: 'The state folder is no folder' }])
  const missing = await look(diskCheck, join(root, 'not-yet', 'state'))
  expect(missing[0]).toMatchObject({ state: 'ok', what: 'The state folder can be made' })
})

test('lock: none, that of a run at work, and that of one that is gone', async () => {
  expect(await look(lockCheck)).toMatchObject([{ state: 'ok', what: 'No run is at work' }])
  await withLock(root, async () => {
    expect(await look(lockCheck)).toMatchObject([
      { state: 'ok', what: expect.stringContaining(`process ${process.pid} `) },
    ])
  })
  const dead = { host: hostname(), pid: 4_194_305, began: '1', since: '2026-11-22T06:11:00Z' }
  await writeFile(join(root, '.lock'), JSON.stringify(dead))
  expect(await look(lockCheck)).toMatchObject([
    { state: 'warning', remedy: expect.stringContaining('the next run takes the lock over') },
  ])
})

test('site: none, published, out of reach for nginx, and gone', async () => {
  expect(await look(siteCheck)).toMatchObject([{ state: 'warning', what: 'Nothing is published yet' }])
  await publishSmallSite(root, '2026-11-22T061100Z', 'site')
  expect(await look(siteCheck)).toMatchObject([{ state: 'ok' }])
  await chmod(root, 0o750)
  expect((await look(siteCheck))[1]).toMatchObject({ state: 'warning', where: root })
  await chmod(root, 0o755)
  await rm(join(root, 'archive/2026-11-22T061100Z'), { recursive: true })
  expect(await look(siteCheck)).toMatchObject([{ state: 'problem' }])
  await rm(join(root, 'current'))
  await mkdir(join(root, 'current'))
  expect(await look(siteCheck)).toMatchObject([
    { state: 'problem', what: expect.stringContaining('not the link') },
  ])
})

test('nginx: its configuration is tested by nginx itself', async () => {
  const good = join(root, 'good.conf')
  const paths = `pid ${root}/pid; error_log ${root}/error.log;`
  await writeFile(good, `${paths} events {} http { access_log off; }`)
  const bad = join(root, 'bad.conf')
  await writeFile(bad, `${paths} events {} htp {}`)
  expect((await look(nginxCheck, root, good)).at(-1)).toMatchObject({ state: 'ok', where: good })
  expect((await look(nginxCheck, root, bad)).at(-1)).toMatchObject({
    state: 'problem',
    what: expect.stringContaining('unknown directive "htp"'),
    where: bad,
  })
  expect((await look(nginxCheck, root)).at(-1)).toMatchObject({ state: 'skipped' })
})

test('a link without a target is no site', async () => {
  await symlink('archive/nowhere/site', join(root, 'current'))
  expect(await look(siteCheck)).toMatchObject([{ state: 'problem', where: join(root, 'current') }])
  expect(dirname(root)).toBe(tmpdir())
})

test('a remedy that several findings share is printed once, and the sum counts them all', () => {
  const lines: string[] = []
  const printer = createFindingPrinter((text) => lines.push(text))
  const base = { check: 'rights', state: 'warning', where: '', remedy: 'Ask.' } as const
  const findings = [
    { ...base, what: 'one' },
    { ...base, what: 'two' },
    { ...base, check: 'disk', what: 'three', where: '/srv' },
  ]
  for (const finding of findings) printer.tell(finding)
  printer.end()
  expect(lines.map((line) => line.split('\n').length)).toEqual([1, 2, 3])
  expect(formatSummary(findings)).toBe('\n0 ok, 3 warnings, 0 problems, 0 skipped')
})
