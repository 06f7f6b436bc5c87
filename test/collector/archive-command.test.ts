import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { beforeEach, describe, expect, test } from 'vitest'
import { withLock } from '../../collector/store/lock.ts'
import { publishSnapshot } from '../support/archive.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

const bin = join(import.meta.dirname, '../../collector/aether.js')
const FIRST = '2026-11-20T000000Z'
const SECOND = '2026-11-21T061100Z'
const NEWEST = '2026-11-22T061100Z'
const POLICY = 'archive: { keepAllDays: 0, keepDaily: 2, keepWeekly: 0, keepMonthly: 0 }'

let state: string

beforeEach(async () => {
  state = await makeTemporaryFolder('archive')
  for (const name of [FIRST, SECOND, NEWEST]) await publishSnapshot(state, name)
})

async function aether(...args: string[]) {
  const env = { PATH: process.env['PATH'], HOME: state }
  const options = { cwd: state, env, extendEnv: false, reject: false } as const
  const { exitCode, stdout, stderr } = await execa(process.execPath, [bin, 'archive', ...args], options)
  return { exitCode, stdout, stderr }
}

describe('the command', () => {
  const parse = (text: string): unknown[] => text.split('\n').map((line) => JSON.parse(line) as unknown)

  test('lists and shows as JSON lines', async () => {
    const { stdout, exitCode } = await aether('list', '--json')
    expect(exitCode).toBe(0)
    expect(parse(stdout)).toMatchObject([{ name: FIRST }, { name: SECOND }, { name: NEWEST }])
    const shown = await aether('show', '2026-11-21', '--json')
    expect(parse(shown.stdout)).toMatchObject([
      {
        event: 'snapshot',
        name: SECOND,
        collectedAt: '2026-11-21T06:11:00Z',
        readable: true,
        degraded: false,
        totals: { instances: 1200, volumes: null },
        files: 3,
        sharedBytes: 0,
      },
    ])
  })

  test('ends as usual where the reader has seen enough', async () => {
    const line = `"$0" "$1" archive list --json; echo $? >&3`
    const { stdio } = await execa('sh', ['-c', `{ ${line}; } | exec true`, process.execPath, bin], {
      cwd: state,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    })
    expect(stdio.slice(2)).toEqual(['', '0'])
  })

  test('prunes, after a dry run that changes nothing, and never beside a build', async () => {
    await writeFile(join(state, 'aether.yaml'), POLICY)
    await rm(join(state, 'archive', SECOND, 'manifest.json'))
    await mkdir(join(state, 'archive', '2026-10-01T000000Z.pruned'))
    await publishSnapshot(state, '2026-11-19T000000Z')
    await publishSnapshot(state, '2026-11-22T071100Z')
    const dry = await aether('prune', '--dry-run', '--json')
    expect(parse(dry.stdout)).toMatchObject([
      { event: 'pruned', name: '2026-11-19T000000Z', dryRun: true },
      { event: 'pruned', name: NEWEST, dryRun: true },
      { event: 'unreadable', name: SECOND },
    ])
    expect(await readdir(join(state, 'archive'))).toHaveLength(7)

    const locked = await withLock(state, () => aether('prune'))
    expect(locked).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining('Another run is at work') as string,
    })
    expect(await readdir(join(state, 'archive'))).toHaveLength(7)

    const { exitCode, stderr } = await aether('prune')
    expect(exitCode).toBe(0)
    expect(stderr).toContain(`${SECOND}: its manifest cannot be read`)
    expect(stderr).toMatch(/2 snapshots removed, .* free again; 3 kept\.$/)
    expect((await readdir(join(state, 'archive'))).toSorted()).toEqual([
      FIRST,
      SECOND,
      '2026-11-22T071100Z',
      'index.json',
    ])
  })

  test('verifies all or one, and ends with 1 where something is wrong', async () => {
    expect(await aether('verify')).toMatchObject({
      exitCode: 0,
      stdout: [FIRST, SECOND, NEWEST].map((name) => `${name}  good, 3 files`).join('\n'),
    })
    await rm(join(state, 'archive', FIRST, 'site/index.html'))
    const { exitCode, stdout } = await aether('verify', '--json')
    expect(exitCode).toBe(1)
    expect(parse(stdout)).toMatchObject([
      { event: 'verified', name: FIRST, sound: false, missing: ['site/index.html'] },
      { name: SECOND, sound: true },
      { name: NEWEST, sound: true },
    ])
    expect(await aether('verify', SECOND, '--quiet')).toEqual({ exitCode: 0, stdout: '', stderr: '' })
  })

  test.each([
    [['shw'], 'There is no "archive shw"; did you mean "show"?'],
    [['show'], 'aether archive show needs a TIME.'],
    [['list', '--dry-run'], 'aether archive list takes no --dry-run.'],
    [['verify', '2025'], 'No snapshot begins with "2025".'],
  ])('%j is a usage error', async (args, message) => {
    const { exitCode, stderr } = await aether(...args)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(message)
  })

  test('works where there is no archive yet', async () => {
    await rm(join(state, 'archive'), { recursive: true })
    expect(await aether('list')).toMatchObject({ exitCode: 0, stdout: 'The archive is empty.' })
    expect(await aether('verify')).toMatchObject({ exitCode: 0 })
    expect(await aether('prune')).toMatchObject({
      exitCode: 0,
      stderr: '0 snapshots removed, 0 B free again; 0 kept.',
    })
  })
})
