import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { readLastRun } from '../../collector/last-run.ts'
import { repeatRefresh } from '../../collector/repeat.ts'
import { loadSettings } from '../../collector/settings.ts'
import { makeTemporaryFolder } from '../support/temporary-folder.ts'

const MINUTE = 60_000
const bin = join(import.meta.dirname, '../../collector/aether.js')

/** Plays runs that take so long and end so, in a time of its own; stops in the pause after the last one. */
async function play(runs: { minutes: number; exitCode: number }[], yaml = '') {
  const state = await makeTemporaryFolder('repeat')
  const file = join(state, 'aether.yaml')
  await writeFile(file, yaml)
  const stop = new AbortController()
  const notes: string[] = []
  const told: (readonly string[])[] = []
  const begins: number[] = []
  let now = Date.UTC(2026, 10, 22, 6, 11)
  const start = now
  const left = [...runs]
  await repeatRefresh(
    {
      words: ['--no-collect'],
      loadSettings: () => loadSettings(file),
      signal: stop.signal,
      progress: { start() {}, done() {}, note: (text) => void notes.push(text) },
    },
    {
      clock: () => new Date(now),
      ticks: () => now,
      async run(words) {
        told.push(words)
        begins.push((now - start) / MINUTE)
        const run = left.shift()
        now += (run?.minutes ?? 0) * MINUTE
        return run?.exitCode ?? 0
      },
      async wait(ms, signal) {
        now += ms
        if (left.length === 0) stop.abort()
        signal.throwIfAborted()
      },
    },
  )
  return { state, notes, told, begins }
}

test('begins at once, and then each interval after the begin of the one before, whatever that ended with', async () => {
  const runs = [0, 3, 1, 2].map((exitCode) => ({ minutes: 7, exitCode }))
  const { begins, told, notes } = await play(runs)
  expect(begins).toEqual([0, 120, 240, 360])
  expect(told[0]).toEqual(['refresh', '--no-collect'])
  expect(notes[2]).toBe('repeat   ended with exit code 1; next at 22 Nov 2026, 12:11 UTC')
  expect(notes.at(-1)).toBe('repeat   stopped')
})

test('a run that took longer than the interval is followed at once', async () => {
  const { begins } = await play(
    [
      { minutes: 45, exitCode: 0 },
      { minutes: 1, exitCode: 0 },
    ],
    'site: { intervalMinutes: 30 }',
  )
  expect(begins).toEqual([0, 45])
})

test('where another run was at it, the next one comes two minutes later', async () => {
  const { begins } = await play([
    { minutes: 0, exitCode: 4 },
    { minutes: 1, exitCode: 0 },
  ])
  expect(begins).toEqual([0, 2])
})

test('keeps what the last run ended with', async () => {
  const { state } = await play([{ minutes: 4, exitCode: 1 }])
  expect(await readLastRun(state)).toEqual({ endedAt: '2026-11-22T06:15:00.000Z', exitCode: 1 })
})

test('takes a changed interval from the next pause on, and goes on with the old one where aether.yaml cannot be read', async () => {
  const folder = await makeTemporaryFolder('repeat')
  const file = join(folder, 'aether.yaml')
  await writeFile(file, 'site: { intervalMinutes: 60 }')
  const pauses: number[] = []
  const texts = ['site: { intervalMinutes: 10 }', 'sit: {}']
  const stop = new AbortController()
  await repeatRefresh(
    {
      words: [],
      loadSettings: () => loadSettings(file),
      signal: stop.signal,
      progress: { start() {}, done() {}, note() {} },
    },
    {
      clock: () => new Date(),
      ticks: () => 0,
      async run() {
        await writeFile(file, texts.shift() ?? '')
        return 0
      },
      async wait(ms) {
        pauses.push(ms / MINUTE)
        if (texts.length === 0) stop.abort()
      },
    },
  )
  expect(pauses).toEqual([10, 10])
})

test('ends with 0 when it is told to stop, and with 2 where aether.yaml is wrong', async () => {
  const folder = await makeTemporaryFolder('repeat')
  await writeFile(join(folder, 'aether.yaml'), 'sources: { api: false, ceph: false }')
  const options = {
    cwd: folder,
    env: { PATH: process.env['PATH'] },
    extendEnv: false,
    reject: false,
  } as const
  const loop = execa(process.execPath, [bin, 'refresh', '--repeat', '--no-collect'], options)
  for await (const line of loop.iterable({ from: 'stderr' })) {
    if (!line.startsWith('repeat   ended')) continue
    expect(line).toContain('ended with exit code 1')
    loop.kill('SIGTERM')
    break
  }
  expect((await loop).exitCode).toBe(0)
  await writeFile(join(folder, 'aether.yaml'), 'sorces: {}')
  const wrong = await execa(process.execPath, [bin, 'refresh', '--repeat'], options)
  expect(wrong.exitCode).toBe(2)
  expect(wrong.stderr).toContain('sorces')
})
