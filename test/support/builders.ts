import { readdirSync, readFileSync } from 'node:fs'

/** The processes that build a site of this state folder. */
export function findBuilders(state: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && isBuilder(pid, state))
}

function isBuilder(pid: number, state: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8')
      .split('\0')
      .some((line) => line.startsWith(`AETHER_OUT=${state}/`))
  } catch {
    // It ended meanwhile, or is somebody else's.
    return false
  }
}
