import { readdirSync, readFileSync } from 'node:fs'
import { execa } from 'execa'

export interface ProcessFigures {
  seconds: number
  /** The most that the process and its children held together, sampled; what they share counts once. */
  peakBytes: number
}

const SAMPLE_MS = 100

/** Runs Node with the arguments and watches the whole process tree. Throws where it fails. */
export async function measureProcess(
  args: string[],
  env: Record<string, string> = {},
): Promise<ProcessFigures> {
  const begin = performance.now()
  const child = execa(process.execPath, args, { env, all: true })
  let peakBytes = 0
  const timer = setInterval(() => {
    if (child.pid !== undefined) peakBytes = Math.max(peakBytes, readTreeBytes(child.pid))
  }, SAMPLE_MS)
  try {
    await child
  } finally {
    clearInterval(timer)
  }
  return { seconds: (performance.now() - begin) / 1000, peakBytes }
}

/** Seconds. Throws where it fails. */
export async function timeProcess(args: string[], env: Record<string, string> = {}): Promise<number> {
  const begin = performance.now()
  await execa(process.execPath, args, { env, all: true })
  return (performance.now() - begin) / 1000
}

/** Proportional resident memory (PSS) of a process and all below it, from /proc. */
function readTreeBytes(root: number): number {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)))
  let bytes = 0
  const waiting = [root]
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    bytes += readBytes(pid)
    waiting.push(...processes.filter((one) => one.parent === pid).map((one) => one.pid))
  }
  return bytes
}

function readProcess(pid: number): { pid: number; parent: number }[] {
  const parent = readOrNothing(`/proc/${pid}/status`).match(/^PPid:\s+(\d+)/m)?.[1]
  return parent === undefined ? [] : [{ pid, parent: Number(parent) }]
}

function readBytes(pid: number): number {
  const kilobytes = readOrNothing(`/proc/${pid}/smaps_rollup`).match(/^Pss:\s+(\d+) kB/m)?.[1]
  return Number(kilobytes ?? 0) * 1024
}

/** The process may have ended meanwhile. */
function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
