import { mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { execaSync } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { readCurrentRelease } from '../../collector/store/releases.ts'
import { type Rig, startRig } from './support/rig.ts'
import { expectNoRemains, expectPublished, expectWholeData } from './support/state.ts'

const disk = await mkdtemp(join(tmpdir(), 'aether-full-'))
const mounting = ['-t', 'tmpfs', '-o', 'size=32m,mode=755', 'tmpfs', disk]
const mounted = execaSync('mount', mounting, { reject: false }).exitCode === 0
const state = join(disk, 'state')
const filler = join(disk, 'filler')
let rig: Rig | null = null

beforeAll(async () => {
  if (mounted) rig = await startRig({ state })
})
afterAll(async () => {
  await rig?.close()
  if (mounted) execaSync('umount', [disk])
  await rm(disk, { recursive: true })
})

/** Fills the disk but for so many bytes. */
async function leaveRoom(bytes: number): Promise<void> {
  for (const size of [1 << 20, 4096]) {
    const block = Buffer.alloc(size, 'x')
    while (
      await writeFile(filler, block, { flag: 'a' })
        .then(() => true)
        .catch(() => false)
    );
  }
  await truncate(filler, (await stat(filler)).size - bytes)
}

const needs = mounted ? '' : ' (needs the right to mount a tmpfs)'
const full: [what: string, room: number, phase: RegExp, message: RegExp][] = [
  ['at all', 0, /^/, /The folder \S+ could not be written: ENOSPC/],
  ['for the site', 900_000, /^read +8 instances/m, /no space left on device/i],
]

test.skipIf(!mounted).for(full)(
  `no room %s: exit code 1, one sentence, and the served site stays${needs}`,
  async ([, room, phase, message]) => {
    if (rig === null) return
    const served = await readCurrentRelease(state)
    await leaveRoom(room)
    const { exitCode, stderr } = await rig.refresh()
    await rm(filler)
    expect(exitCode, stderr).toBe(1)
    expect(stderr).toMatch(phase)
    expect(stderr).toMatch(message)
    expect(stderr).toContain(state)
    expect(stderr).not.toMatch(/^ {4}at .*collector\//m)
    expect(await readCurrentRelease(state)).toBe(served)
    await expectWholeData(rig)
  },
)

test.skipIf(!mounted)(`with room again the next run succeeds and leaves nothing behind${needs}`, async () => {
  if (rig === null) return
  const { exitCode, stderr } = await rig.refresh()
  expect(exitCode, stderr).toBe(0)
  await expectPublished(rig)
  await expectWholeData(rig)
  await expectNoRemains(rig)
})
