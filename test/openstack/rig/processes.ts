import { spawn } from 'node:child_process'
import { existsSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ENVIRONMENT, LOG, MARK, RUN, STATE, type Environment } from './layout.ts'

/** A process by its pid and its start, because pids are used again. */
interface Process {
  pid: number
  start: string
  session: number
}

export interface Daemon {
  name: string
  command: string[]
  env?: Environment
}

/** Starts a daemon in a session of its own, with its output in log/NAME.log and its pid in run/NAME.pid. */
export function startDaemon({ name, command, env }: Daemon): void {
  const log = openSync(join(LOG, `${name}.log`), 'a')
  const [program = '', ...args] = command
  const child = spawn(program, args, {
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...ENVIRONMENT, ...env },
  })
  child.on('error', (error) => writeFileSync(join(LOG, `${name}.log`), String(error), { flag: 'a' }))
  const started = child.pid === undefined ? null : readProcess(child.pid)
  writeFileSync(pidFile(name), started === null ? '' : `${started.pid} ${started.start}`)
  child.unref()
}

/** Whether the daemon's process is there and is still the one that was started. */
function isAlive(name: string): boolean {
  return readLeader(name) !== null
}

/** Names of the daemons that were started and have died. */
export function deadDaemons(): string[] {
  return daemonNames().filter((name) => !isAlive(name))
}

/** Stops one daemon and forgets it. */
export async function stopDaemon(name: string): Promise<void> {
  const leader = readLeader(name)
  if (leader !== null) await stop(listProcesses().filter(({ session }) => session === leader.pid))
  rmSync(pidFile(name), { force: true })
}

/** Stops all that the rig started: no process is left, whatever its parent did. */
export async function stopAll(): Promise<void> {
  await stop(listDaemons())
  // A supervisor may have started one more process while it was ending.
  await stop(listDaemons())
}

/** Every process of the rig: by its session, and by its mark where it left that; some overwrite their environment with a title. */
export function listDaemons(): Process[] {
  const leaders = new Set(daemonNames().map((name) => readLeader(name)?.pid))
  return listProcesses().filter(({ pid, session }) => leaders.has(session) || isMarked(pid))
}

/** Waits until `check` answers true; errors count as false. Names a daemon that died meanwhile. */
export async function waitFor(what: string, check: () => Promise<boolean>, seconds = 300): Promise<void> {
  const end = Date.now() + seconds * 1000
  while (Date.now() < end) {
    if (await check().catch(() => false)) return
    const [dead] = deadDaemons()
    if (dead !== undefined)
      throw new Error(`${dead} ended while waiting for ${what}; see ${join(LOG, dead)}.log`)
    await sleep(250)
  }
  throw new Error(`${what}: not there after ${seconds} s; see ${LOG}`)
}

async function stop(processes: Process[]): Promise<void> {
  const running = () => processes.filter(({ pid, start }) => readProcess(pid)?.start === start)
  send(running(), 'SIGTERM')
  for (let tries = 0; tries < 12 && running().length > 0; tries++) await sleep(250)
  send(running(), 'SIGKILL')
  for (let tries = 0; tries < 40 && running().length > 0; tries++) await sleep(50)
}

function send(processes: Process[], signal: NodeJS.Signals): void {
  for (const { pid } of processes) {
    try {
      process.kill(pid, signal)
    } catch {
      // It ended between the look and the signal.
    }
  }
}

function pidFile(name: string): string {
  return join(RUN, `${name}.pid`)
}

function daemonNames(): string[] {
  if (!existsSync(RUN)) return []
  const files = readdirSync(RUN).filter((file) => file.endsWith('.pid'))
  return files.map((file) => file.slice(0, -'.pid'.length))
}

function readLeader(name: string): Process | null {
  const [pid, start] = existsSync(pidFile(name)) ? readFileSync(pidFile(name), 'utf8').split(' ') : []
  const leader = readProcess(Number(pid))
  return leader?.start === start ? leader : null
}

function listProcesses(): Process[] {
  return readdirSync('/proc').flatMap((name) => readProcess(Number(name)) ?? [])
}

/** From /proc/PID/stat (proc(5)); the fields are counted after the name, which may hold anything. A zombie is no process. */
function readProcess(pid: number): Process | null {
  if (!(pid > 0)) return null
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z') return null
    return { pid, session: Number(fields[3]), start: fields[19] ?? '' }
  } catch {
    return null
  }
}

function isMarked(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`${MARK}=${STATE}`)
  } catch {
    return false
  }
}
