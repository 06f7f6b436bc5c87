import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { findBuilders } from '../support/builders.ts'
import { waitUntil } from '../support/wait-until.ts'

const project = join(import.meta.dirname, '../..')

let folder: string
let data: string
let out: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aether-build-command-'))
  data = join(folder, 'data')
  out = join(folder, 'out')
  await cp(join(project, 'test/fixtures/earlier-tool'), data, { recursive: true })
  await mkdir(join(out, 'api/v1'), { recursive: true })
  await writeFile(join(out, 'api/v1/meta.json'), '{}')
  await writeFile(join(out, 'index.html'), 'the older site')
})

afterEach(() => rm(folder, { recursive: true }))

async function build(...options: string[]) {
  const aether = join(project, 'collector/aether.js')
  const args = [aether, 'build', '--data', data, '--out', out, ...options]
  const { exitCode, stderr } = await execa(process.execPath, args, { cwd: folder, reject: false })
  return { exitCode, lines: stderr.split('\n') }
}

async function expectOlderSite(): Promise<void> {
  expect(await readFile(join(out, 'index.html'), 'utf8')).toBe('the older site')
  expect(await readdir(folder)).not.toContain('out.partial')
}

describe('data that cannot be used gives one sentence and leaves the older site', () => {
  test.each([
    [
      'a required file is missing',
      () => rm(join(data, 'aio.csv')),
      /^aether: aio\.csv: not found in .*data; /,
    ],
    [
      'a file is empty',
      () => truncate(join(data, 'volumes.json')),
      /^aether: volumes\.json: the file is empty/,
    ],
    [
      'JSON is cut off',
      async () => writeFile(join(data, 'volumes.json'), '[\n {"ID": "1",\n'),
      /^aether: volumes\.json, line \d+: /,
    ],
    [
      'JSON is something else',
      () => writeFile(join(data, 'volumes.json'), '"text"'),
      /^aether: volumes\.json, line 1: /,
    ],
    [
      'the folder does not exist',
      () => rm(data, { recursive: true }),
      /^aether: .*data: the data folder does not exist/,
    ],
  ])('%s', async (_, spoil, message) => {
    await spoil()
    const { exitCode, lines } = await build()
    expect(lines).toEqual([expect.stringMatching(message)])
    expect(exitCode).toBe(1)
    await expectOlderSite()
  })
})

test('a build that is stopped leaves the older site, and nothing of its own', async () => {
  const args = [join(project, 'collector/aether.js'), 'build', '--data', data, '--out', out]
  const running = execa(process.execPath, args, { cwd: folder, reject: false })
  await waitUntil('the site is being built', () => findBuilders(folder).length > 0)
  running.kill('SIGTERM')
  const { exitCode, stderr } = await running
  expect(exitCode, stderr).toBe(1)
  expect(stderr).toMatch(/^aether: The run was stopped by SIGTERM\. What is served stays\.$/m)
  await expectOlderSite()
  expect((await readdir(folder)).toSorted()).toEqual(['data', 'out'])
}, 120_000)

describe('wrong use is told from wrong data', () => {
  test('a folder that holds something else is not replaced', async () => {
    await rm(join(out, 'api'), { recursive: true })
    const { exitCode, lines } = await build()
    expect(lines).toEqual([expect.stringContaining('is not empty and holds no site of Aether')])
    expect(exitCode).toBe(2)
    await expectOlderSite()
  })

  test('a configuration that is wrong names its key and line', async () => {
    const config = join(folder, 'wrong.yaml')
    await writeFile(config, 'site:\n  timezone: UTC\n')
    const { exitCode, lines } = await build('--config', config)
    expect(lines).toEqual([expect.stringMatching(/^aether: wrong\.yaml, line 2: .*timezone.*timeZone/)])
    expect(exitCode).toBe(2)
  })

  test('a configuration that is not there is an error, not the defaults', async () => {
    const { exitCode, lines } = await build('--config', 'none.yaml')
    expect(lines).toEqual([`aether: There is no configuration file ${join(folder, 'none.yaml')}.`])
    expect(exitCode).toBe(2)
  })
})
