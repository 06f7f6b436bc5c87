import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { execaSync } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { type DemoCloud, startDemoCloud } from '../../collector/demo-cloud/index.ts'
import { collect } from '../../collector/collect.ts'
import { silentProgress } from '../../collector/progress.ts'
import { openDataFolder } from '../../collector/store/data-folder.ts'
import { withLock } from '../../collector/store/lock.ts'
import { defaultConfig } from '../../src/lib/files/config.ts'

const disk = await mkdtemp(join(tmpdir(), 'aether-full-'))
const mounted =
  execaSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk], { reject: false }).exitCode === 0
let cloud: DemoCloud

beforeAll(async () => {
  cloud = await startDemoCloud({ hosts: 6, servers: 150, volumes: 60, projects: 6 })
})
afterAll(async () => {
  await cloud.close()
  if (mounted) execaSync('umount', [disk])
  await rm(disk, { recursive: true })
})

function run(dataDir: string) {
  const config = { ...defaultConfig, sources: { ...defaultConfig.sources, ceph: false } }
  return withLock(dataDir, () => collect({ config, dataDir, env: cloud.env, progress: silentProgress }))
}

const refusal = expect.stringMatching(/could not be written: ENOSPC.*What was there stays/) as string

/** To the last block. */
async function fill(file: string): Promise<void> {
  const block = Buffer.alloc(4096, 'x')
  for (let size = 0; ; size++) {
    try {
      await writeFile(file, block, { flag: 'a' })
    } catch {
      return
    }
  }
}

async function readAll(folder: string) {
  const names = (await readdir(folder)).toSorted()
  return Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')]))
}

test.skipIf(!mounted)(
  `a full disk ends the run with 1, and the data stays whole${mounted ? '' : ' (needs the right to mount a tmpfs)'}`,
  async () => {
    const dataDir = join(disk, 'data')
    await mkdir(dataDir)
    await openDataFolder(dataDir)
    await run(dataDir)
    const before = await readAll(dataDir)
    await fill(join(disk, 'filler'))
    await expect(run(dataDir)).rejects.toMatchObject({ exitCode: 1, message: refusal })
    expect(await readAll(dataDir)).toEqual(before)

    // Room for the lock and the first of the files.
    await truncate(join(disk, 'filler'), (await stat(join(disk, 'filler'))).size - 64 * 1024)
    await expect(run(dataDir)).rejects.toMatchObject({ exitCode: 1, message: refusal })
    expect(await readAll(dataDir)).toEqual(before)

    await rm(join(disk, 'filler'))
    await expect(run(dataDir)).resolves.toMatchObject({ exitCode: 0 })
  },
)
