import { readdirSync, readFileSync } from 'node:fs'
import { execa } from 'execa'

export interface ProcessFigures {
  seconds: number
  /** The most that the process and its children held together, sampled. */
  peakBytes: number
}

const SAMPLE_MS = 25

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

/** Resident memory of a process and all below it, from /proc. */
function readTreeBytes(root: number): number {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)))
  let bytes = 0
  const waiting = [root]
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    bytes += processes.find((one) => one.pid === pid)?.bytes ?? 0
    waiting.push(...processes.filter((one) => one.parent === pid).map((one) => one.pid))
  }
  return bytes
}

function readProcess(pid: number): { pid: number; parent: number; bytes: number }[] {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const parent = Number(status.match(/^PPid:\s+(\d+)/m)?.[1])
    const bytes = Number(status.match(/^VmRSS:\s+(\d+) kB/m)?.[1] ?? 0) * 1024
    return [{ pid, parent, bytes }]
  } catch {
    return []
  }
}
