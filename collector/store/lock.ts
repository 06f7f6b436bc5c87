import { randomUUID } from 'node:crypto'
import { link, readFile, rename, stat, unlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { explainFolderError, LockedError } from '../errors.ts'
import { isRunning, type ProcessId, thisProcess } from './process-id.ts'

const LOCK = '.lock'
/** The holder touches its lock this often; one on another machine that has not for long is taken for dead. */
const BEAT_MS = 20_000
const SILENCE_MS = 5 * BEAT_MS

interface Holder extends ProcessId {
  since: string
}

/** Runs `work` as the only run on this data folder. Throws LockedError at once where another one is at it. */
export async function withLock<T>(
  dataDir: string,
  work: () => Promise<T>,
  clock = () => new Date(),
): Promise<T> {
  const lock = join(dataDir, LOCK)
  const mine = `${lock}.${randomUUID()}`
  const holder: Holder = { ...thisProcess(), since: `${clock().toISOString().slice(0, 19)}Z` }
  try {
    await writeFile(mine, JSON.stringify(holder), { mode: 0o640 })
    await take(lock, mine)
  } catch (error) {
    throw error instanceof LockedError ? error : explainFolderError(dataDir, error)
  } finally {
    await unlink(mine).catch(() => undefined)
  }
  const beat = setInterval(() => void utimes(lock, new Date(), new Date()).catch(() => undefined), BEAT_MS)
  beat.unref()
  try {
    return await work()
  } finally {
    clearInterval(beat)
    await unlink(lock).catch(() => undefined)
  }
}

export interface FoundLock {
  path: string
  /** Null where it cannot be read. */
  holder: Holder | null
  /** Left by a process that is gone; the next run takes it over. */
  isDead: boolean
}

/** The lock as it is, without touching it; null where there is none. */
export async function readLock(dataDir: string): Promise<FoundLock | null> {
  const path = join(dataDir, LOCK)
  const text = await readIfThere(path)
  return text === null ? null : { path, holder: parseHolder(text), isDead: await isDead(path, text) }
}

/** A link appears with its whole content or not at all, and only one of two can make it. */
async function take(lock: string, mine: string): Promise<void> {
  if (await tryLink(mine, lock)) return
  const text = await readIfThere(lock)
  if (text !== null && !(await isDead(lock, text))) throw locked(text)
  // Of several that find a dead lock one takes it over: the one that makes this second link.
  const guard = `${lock}.takeover`
  if (!(await tryLink(mine, guard))) {
    const age = Date.now() - (await stat(guard).catch(() => ({ mtimeMs: 0 }))).mtimeMs
    if (age > SILENCE_MS) await unlink(guard).catch(() => undefined)
    throw locked(await readIfThere(guard))
  }
  try {
    const now = await readIfThere(lock)
    if (now !== null && now !== text) throw locked(now)
    if (now !== null) await rename(lock, `${lock}.dead`)
    if (!(await tryLink(mine, lock))) throw locked(await readIfThere(lock))
  } finally {
    await unlink(guard).catch(() => undefined)
    await unlink(`${lock}.dead`).catch(() => undefined)
  }
}

async function isDead(lock: string, text: string): Promise<boolean> {
  const holder = parseHolder(text)
  const running = holder === null ? null : isRunning(holder)
  if (running !== null) return !running
  const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: 0 }))
  return Date.now() - mtimeMs > SILENCE_MS
}

function parseHolder(text: string): Holder | null {
  try {
    return JSON.parse(text) as Holder
  } catch {
    return null
  }
}

function locked(text: string | null): LockedError {
  const holder = text === null ? null : parseHolder(text)
  const who = holder
    ? `process ${holder.pid} on ${holder.host}, since ${holder.since}`
    : 'its lock was just taken'
  return new LockedError(`Another run is at work on this data folder: ${who}. Nothing was done.`)
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

async function readIfThere(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null)
}
