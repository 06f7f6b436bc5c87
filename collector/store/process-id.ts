import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

/** Names one process for good: a pid alone is given again, after a reboot or in a restarted container to another one. */
export interface ProcessId {
  host: string
  pid: number
  /** Clock ticks since boot at which it began (proc(5), field 22 of stat); null where the system does not tell. */
  began: string | null
}

export function thisProcess(): ProcessId {
  return { host: hostname(), pid: process.pid, began: readBegin(process.pid) }
}

/** Whether it still runs; null where that cannot be told from here, since it belongs to another machine. */
export function isRunning(other: ProcessId): boolean | null {
  if (other.host !== hostname()) return null
  if (!exists(other.pid)) return false
  const began = readBegin(other.pid)
  return began === null || other.began === null || began === other.began
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: there is one, of another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function readBegin(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the command in brackets, which may hold anything.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}
