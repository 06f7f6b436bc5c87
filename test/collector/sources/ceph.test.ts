import { chmod, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { expect, test, vi } from 'vitest'

import { cephSource } from '../../../collector/sources/ceph.ts'
import { AbsentError, type Tools } from '../../../collector/sources/source.ts'
import { defaultConfig } from '../../../src/lib/files/config.ts'
import type { Config } from '../../../src/lib/model.ts'
import { makeTemporaryFolder } from '../../support/temporary-folder.ts'

const text = `--- RAW STORAGE ---
CLASS    SIZE    AVAIL     USED  RAW USED  %RAW USED
TOTAL  30 GiB   29 GiB  1.2 GiB   1.2 GiB       4.12
`
const json = JSON.stringify({
  stats: {
    total_bytes: 300,
    total_avail_bytes: 200,
    total_used_bytes: 100,
    total_used_raw_bytes: 100,
    total_used_raw_ratio: 0.25,
  },
  pools: [
    {
      name: 'vms',
      id: 1,
      stats: { stored: 10, objects: 1, bytes_used: 30, percent_used: 0.5, max_avail: 60 },
    },
  ],
})

/** A command that prints what it was given in the environment; `prefix` stands before it as a container's would. */
async function makeCommand(script: string): Promise<string[]> {
  const file = join(await makeTemporaryFolder('ceph'), 'ceph')
  await writeFile(file, `#!/bin/sh\n${script}\n`)
  await chmod(file, 0o755)
  return ['env', 'LANG=C', file]
}

function readWith(command: string[], requestSeconds = 5) {
  return readCeph({ command }, { PATH: process.env['PATH'], TEXT: text, JSON_TEXT: json }, requestSeconds)
}

async function readCeph(
  ceph: Partial<Config['ceph']>,
  env: Record<string, string | undefined>,
  requestSeconds = 5,
) {
  const config = {
    ...defaultConfig,
    ceph: { ...defaultConfig.ceph, ...ceph },
    collect: { ...defaultConfig.collect, requestSeconds },
  }
  const source = await cephSource.open({ config, cloud: null, env, signal: new AbortController().signal })
  let commands = 0
  const tools: Tools = { get: () => Promise.reject(new Error('nothing')), count: () => (commands += 1) }
  const reading = await source.readers.ceph?.(tools)
  return { ...reading, commands }
}

const both = 'if [ "$*" = "df --format json" ]; then printf %s "$JSON_TEXT"; else printf %s "$TEXT"; fi'

test('keeps the text as it was printed, and takes the figures from the JSON', async () => {
  const { value, shortfall, commands } = await readWith(await makeCommand(both))
  expect(value?.text).toBe(text)
  expect(value?.clusters[0]).toMatchObject({ exact: true, total: { totalBytes: 300, rawUsedPercent: 25 } })
  expect(value?.clusters[0]?.pools[0]).toMatchObject({ name: 'vms', usedPercent: 50, maxAvailableBytes: 60 })
  expect([shortfall, commands]).toEqual(['', 2])
})

test('does with the text where there is no JSON, and says that figures are rounded', async () => {
  const { value, shortfall } = await readWith(await makeCommand('[ $# = 1 ] && printf %s "$TEXT"'))
  expect(value?.clusters[0]).toMatchObject({ exact: false, total: { totalBytes: 30 * 1024 ** 3 } })
  expect(shortfall).toMatch(/figures are rounded/)
})

test('a command that does not exist is absent, not broken', async () => {
  await expect(readWith(['no-such-ceph-command'])).rejects.toThrow(AbsentError)
})

test('a command that fails is told with its last line', async () => {
  const failing = readWith(
    await makeCommand('echo noise >&2; echo "error connecting to the cluster" >&2; exit 1'),
  )
  await expect(failing).rejects.toThrow(/ended with 1: error connecting to the cluster\./)
})

test('a command that hangs is ended after the time limit', async () => {
  await expect(readWith(await makeCommand('exec sleep 30'), 0.2)).rejects.toThrow(
    /did not answer within 0\.2 s/,
  )
})

test('output that is not that of ceph df is an error', async () => {
  await expect(readWith(await makeCommand('echo hello'))).rejects.toThrow(
    /ceph df" printed no table of a cluster's storage, but "hello"\.$/,
  )
})

const noConfiguration = `echo "Error initializing cluster client: ObjectNotFound('RADOS object not found (error calling conf_read_file)')" >&2; exit 1`

test('a ceph command without a configuration is absent, unless it was configured', async () => {
  const [, , file = ''] = await makeCommand(noConfiguration)
  const env = { PATH: `${dirname(file)}:${process.env['PATH']}` }
  await expect(readCeph({}, env)).rejects.toThrow(AbsentError)
  await expect(readCeph({ command: ['ceph'] }, env)).rejects.toThrow(/ended with 1: .*conf_read_file/)
  await expect(readCeph({}, { ...env, CEPH_CONF: '/etc/ceph/other.conf' })).rejects.not.toThrow(AbsentError)
})

test('several clusters: one that cannot be read is named and does not lose the others', async () => {
  const broken = await makeCommand('echo "error connecting to the cluster" >&2; exit 1')
  const clusters = [
    { name: 'west', command: broken },
    { name: 'east', command: await makeCommand(both) },
  ]
  const env = { PATH: process.env['PATH'], TEXT: text, JSON_TEXT: json }
  const { value, shortfall } = await readCeph({ clusters }, env)
  expect(value).toMatchObject({ text: null, clusters: [{ name: 'east', exact: true }], lost: ['west'] })
  expect(shortfall).toMatch(/^west: .*error connecting to the cluster/)
  const reversed = await readCeph({ clusters: clusters.toReversed() }, env)
  expect(reversed.value).toMatchObject({ text, lost: ['west'] })
})

test('a wrapper is ended with the process that it started', async () => {
  const folder = await makeTemporaryFolder('ceph')
  const pidFile = join(folder, 'pid')
  await expect(readWith(await makeCommand(`sleep 60 & echo $! > ${pidFile}; wait`), 0.3)).rejects.toThrow(
    /did not answer/,
  )
  const pid = Number(await readFile(pidFile, 'utf8'))
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), { timeout: 5000 })
})
